import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotasFor } from '../quota.ts';
import { checkArrival, checkCarriesNone, checkLeaving } from './arrival.ts';
import type { Host, Occupant } from './occupancy.ts';

const QUOTAS = quotasFor(true, {});
let made = 0;
const occupant = (changes: Partial<Occupant> = {}): Occupant => {
  made += 1;
  const addresses = [`10.0.${made >> 6}.${((made & 63) << 2) + 1}/30`];
  const counts = { prefixCountV4: 100, prefixCountV6: 100 };
  return {
    id: `dxvif-${made}`,
    kind: 'private',
    vlan: made,
    rateLimit: null,
    ...counts,
    addresses,
    ...changes,
  };
};
const occupants = (count: number, changes: Partial<Occupant> = {}) =>
  Array.from({ length: count }, () => occupant(changes));
const lag = (present: readonly Occupant[], changes: Partial<Host> = {}): Host => ({
  name: 'Lag dxlag-fg000001',
  hosted: false,
  occupants: present,
  limitersMax: 20,
  prefixPool: 10_000,
  ...changes,
});
const refusal = (moving: readonly Occupant[], to: Host) => {
  const { refused, message } = checkArrival(moving, to, QUOTAS) ?? {};
  return refused === undefined ? 'fine' : `${refused}: ${message ?? ''}`;
};

describe('virtual interfaces that move together', () => {
  test.each([
    ['nothing moves', [], lag(occupants(51)), 'fine'],
    ['there is room', occupants(20), lag(occupants(30)), 'fine'],
    [
      'a VLAN is taken',
      [occupant({ vlan: 4_000 })],
      lag([occupant({ vlan: 4_000 })]),
      'DirectConnectClientException: Vlan 4000 is already in use',
    ],
    [
      'an address is taken, whatever the mask',
      [occupant({ addresses: ['192.168.0.1/30'] })],
      lag([occupant({ addresses: ['192.168.0.1/29'] })]),
      'DirectConnectClientException: Address 192.168.0.1 is already in use on Lag dxlag-fg000001',
    ],
    [
      'together they are too many of a type',
      occupants(3, { kind: 'transit' }),
      lag(occupants(2, { kind: 'transit' })),
      'DirectConnectClientException: You have reached the limit of 4 transit virtual interfaces on Lag dxlag-fg000001',
    ],
    [
      'together they are too many',
      [...occupants(25), ...occupants(2, { kind: 'transit' })],
      lag(occupants(25)),
      'DirectConnectClientException: You have reached the limit of 51 virtual interfaces on Lag dxlag-fg000001',
    ],
    [
      'together they have too many rate limiters',
      occupants(10, { rateLimit: '50Mbps' }),
      lag(occupants(11, { rateLimit: '50Mbps' })),
      'LimitExceededException: You have reached the limit of 20 rate limiters on Lag dxlag-fg000001',
    ],
    [
      'together they have too many prefixes',
      occupants(6, { prefixCountV6: 1_000 }),
      lag(occupants(5, { prefixCountV6: 1_000 })),
      'DirectConnectClientException: The prefix pool of Lag dxlag-fg000001 has 0 of 10000 IPv6 prefixes unallocated: 1000 do not fit',
    ],
    [
      'public ones take no prefixes from the pool',
      occupants(6, { kind: 'public', prefixCountV4: 1_000 }),
      lag(occupants(10, { prefixCountV4: 1_000 })),
      'fine',
    ],
  ])('%s', (_, moving, to, expected) => {
    expect(refusal(moving, to)).toBe(expected);
  });

  test('are within every bound when they are taken, whatever the numbers', () => {
    const some = fc.array(
      fc.record({
        kind: fc.constantFrom<Occupant['kind'][]>('private', 'public', 'transit'),
        rateLimit: fc.constantFrom(null, '1Gbps'),
        prefixCountV4: fc.integer({ min: 0, max: 1_000 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, some, (moving, present) => {
        const host = lag(present.map(occupant));
        const arriving = moving.map(occupant);
        const all = [...host.occupants, ...arriving];
        const transit = all.filter(({ kind }) => kind === 'transit').length;
        const prefixes = all.reduce((sum, one) => sum + (one.kind === 'public' ? 0 : one.prefixCountV4), 0);
        const fits =
          all.length <= 51 &&
          all.length - transit <= 50 &&
          transit <= 4 &&
          all.filter(({ rateLimit }) => rateLimit !== null).length <= 20 &&
          prefixes <= 10_000;
        // What is there before is within the bounds: a refusal is about what comes.
        fc.pre(checkArrival(host.occupants, lag([]), QUOTAS) === undefined);
        fc.pre(arriving.length > 0);
        expect(checkArrival(arriving, host, QUOTAS) === undefined).toBe(fits);
      }),
    );
  });
});

test('a partner’s LAG takes no connection with virtual interfaces', () => {
  expect(checkCarriesNone('dxcon-fg000001', 0)).toBeUndefined();
  expect(checkCarriesNone('dxcon-fg000001', 1)?.message).toBe(
    'Connection dxcon-fg000001 has virtual interfaces: it cannot be associated with a Lag that carries hosted connections',
  );
});

describe('one that moves by itself', () => {
  const id = 'dxvif-fg000001';
  const connection = { id: 'dxcon-fg000002', hosted: false };
  const slice = { id: 'dxcon-fg000003', hosted: true };
  const bundle = { id: 'dxlag-fg000004', hosted: false };
  const stays = `Virtual Interface ${id} is on a hosted connection: it cannot be associated with`;
  test.each([
    ['available', false, connection, undefined],
    ['down', false, bundle, undefined],
    ['pending', false, slice, undefined],
    ['available', true, connection, undefined],
    ['available', true, slice, `${stays} another hosted connection`],
    ['available', true, bundle, `${stays} a Lag`],
    ['confirming', false, connection, `Virtual Interface ${id} is in state confirming`],
    ['verifying', false, connection, `Virtual Interface ${id} is in state verifying`],
    ['testing', false, connection, `Virtual Interface ${id} is in state testing`],
  ] as const)('is %s, on a hosted connection: %s, and goes to %j', (state, hosted, target, message) => {
    expect(checkLeaving({ id, state, hosted }, target)?.message).toBe(message);
  });
});
