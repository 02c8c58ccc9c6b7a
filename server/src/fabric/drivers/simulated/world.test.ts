import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WantedPort } from '../../fabric.ts';
import { lightOf, type PortFault, type PortWorld } from './world.ts';

const port: WantedPort = {
  number: 1,
  enabled: true,
  speed: '10G',
  connectionId: 'dxcon-fgabcdef',
  lagId: null,
  macSec: { mode: 'must_encrypt', ckns: ['aa'] },
};
const world: PortWorld = { number: 1, patched: true, farEndLit: true, fault: null };

test.each([
  ['all is well', port, world, { link: 'up', lit: true, encrypted: true }],
  ['nothing is patched', port, { ...world, patched: false }, { link: 'down', lit: false, encrypted: false }],
  [
    'the far end is dark',
    port,
    { ...world, farEndLit: false },
    { link: 'down', lit: false, encrypted: false },
  ],
  ['the fibre is cut', port, { ...world, fault: 'cut' }, { link: 'down', lit: false, encrypted: false }],
  ['the optic is dark', port, { ...world, fault: 'dark' }, { link: 'down', lit: false, encrypted: false }],
  [
    'there is light and no link',
    port,
    { ...world, fault: 'noLink' },
    { link: 'down', lit: true, encrypted: false },
  ],
  ['MKA fails', port, { ...world, fault: 'noEncryption' }, { link: 'up', lit: true, encrypted: false }],
  [
    'the port is not enabled',
    { ...port, enabled: false },
    world,
    { link: 'down', lit: true, encrypted: false },
  ],
  [
    'there is no key',
    { ...port, macSec: { mode: 'must_encrypt', ckns: [] } },
    world,
    { link: 'up', lit: true, encrypted: false },
  ],
  [
    'encryption is off',
    { ...port, macSec: { mode: 'no_encrypt', ckns: ['aa'] } },
    world,
    { link: 'up', lit: true, encrypted: false },
  ],
] satisfies readonly (readonly [string, WantedPort, PortWorld, object])[])(
  '%s',
  (_, wanted, around, expected) => {
    const { link, rxLight, encrypted } = lightOf(wanted, around);
    expect({ link, lit: rxLight !== null, encrypted }).toEqual(expected);
  },
);

test('no link without light, no encryption without link, and light within the window of LR optics', () => {
  const worlds = fc.record({
    number: fc.constant(1),
    patched: fc.boolean(),
    farEndLit: fc.boolean(),
    fault: fc.constantFrom<PortFault | null>(null, 'cut', 'dark', 'noLink', 'noEncryption'),
  });
  const ports = fc.record({ enabled: fc.boolean(), connectionId: fc.stringMatching(/^dxcon-[a-z0-9]{8}$/) });
  fc.assert(
    fc.property(worlds, ports, (around, some) => {
      const { link, rxLight, encrypted } = lightOf({ ...port, ...some }, around);
      expect(link === 'down' || rxLight !== null).toBe(true);
      expect(!encrypted || link === 'up').toBe(true);
      // 0.5 and -14.4 dBm bound what a 10GBASE-LR receiver takes.
      expect(rxLight === null || (rxLight < 50 && rxLight > -1_440)).toBe(true);
    }),
  );
});
