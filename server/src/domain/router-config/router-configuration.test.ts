import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { golden } from './golden.testing.ts';
import { routerTypes } from './router-types.ts';
import { routerConfiguration } from './router-configuration.ts';
import type { RouterConfigVif } from './vif.ts';
import { ipv4, ipv6, ipv6OnlyVif, macSecVif, privateVif, publicVif, transitVif } from './vif.testing.ts';

const samples = {
  private: privateVif,
  transit: transitVif,
  public: publicVif,
  'ipv6-only': ipv6OnlyVif,
  macsec: macSecVif,
  'macsec-lag': { ...macSecVif, lag: true, mtu: 9001, connectionId: 'dxlag-fgs34rp3' },
};

/** As text: a refusal is a failure. */
function written(...[type, vif]: Parameters<typeof routerConfiguration>): string {
  const text = routerConfiguration(type, vif);
  if (isRefusal(text)) throw new Error(text.message);
  return text;
}

describe.each(routerTypes)('$routerTypeIdentifier', (type) => {
  const names = Object.entries(samples).filter(
    ([name]) => !name.startsWith('macsec') || type.xsltTemplateNameForMacSec !== '',
  );
  test.each(names)('%s', (name, vif) => {
    const text = written(type, vif);
    expect(text).toBe(golden(`${type.routerTypeIdentifier}/${name}.txt`, text));
  });
});

/** What a router reads: comments and words behind a marked key aside. */
function commands(text: string): readonly string[] {
  return text.split('\n').filter((line) => !/^\s*[!#]/.test(line));
}

/** The first words of each line, which are the vendor's: no text of a user can be among them. */
function skeleton(text: string): readonly string[] {
  return commands(text).map((line) =>
    line.replace(/((?:description|comment|password|secret|authentication-key).*)/, ''),
  );
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({
    unit: fc.constantFrom('\n', '\r', '\u2028', '\0', '"', "'", ';', '\\', '!', '#', '$', '}', 'x', ' '),
  }),
);
const anyKey = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map(String.fromCharCode),
  minLength: 6,
  maxLength: 80,
});

describe.each(routerTypes)('no text of a user adds a line: $routerTypeIdentifier', (type) => {
  const base = skeleton(written(type, { ...transitVif, lag: true, macSec: { ckns: ['ab'] } }));

  test('names, places, keys', () => {
    const texts = fc.record({
      name: anyText,
      connectionName: anyText,
      connectionId: anyText,
      location: anyText,
      device: anyText,
    });
    fc.assert(
      fc.property(texts, anyKey, anyKey, (given, key4, key6) => {
        const [v4, v6] = transitVif.peers.map((peer, at) => ({ ...peer, authKey: at === 0 ? key4 : key6 }));
        const text = written(type, {
          ...transitVif,
          ...given,
          peers: [v4, v6].filter((peer) => peer !== undefined),
          macSec: { ckns: ['ab'] },
        });
        expect(text).toMatch(/^[\x20-\x7e\n]*$/);
        expect(skeleton(text)).toEqual(base);
      }),
    );
  });

  test('what no rule of the service lets through is refused', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('authKey', 'customerAddress', 'amazonAddress'), (text, member) => {
        fc.pre(!/^[\x21-\x7e]{1,80}$/.test(text) || member !== 'authKey');
        const vif = { ...privateVif, peers: [{ ...ipv4, [member]: text }] };
        expect(routerConfiguration(type, vif)).toHaveProperty('refused', 'DirectConnectClientException');
      }),
    );
  });

  test('an id is cleaned where it names a list', () => {
    const strange = written(type, { ...transitVif, id: 'dxvif-\nreload', macSec: { ckns: ['ab'] } });
    expect(commands(strange)).toHaveLength(base.length);
    expect(strange).not.toMatch(/^\s*reload/m);
  });
});

test.each<[string, Partial<RouterConfigVif>, string]>([
  ['no addresses', { peers: [{ ...ipv4, customerAddress: null }] }, 'has no addresses yet'],
  ['a prefix', { routeFilterPrefixes: ['10.0.0.0/8\nreload'] }, 'a route filter prefix cannot be written'],
  ['a CKN', { macSec: { ckns: ['ab cd'] } }, 'the CKN of a MACsec key cannot be written'],
  ['a key', { peers: [{ ...ipv4, authKey: 'a b' }] }, 'the key of a BGP peer cannot be written'],
])('refused: %s', (_, change, part) => {
  for (const type of routerTypes)
    expect(routerConfiguration(type, { ...privateVif, ...change })).toEqual({
      refused: 'DirectConnectClientException',
      message: expect.stringContaining(part),
    });
});

describe('keys that mean something to a router', () => {
  const placeholder = 'REPLACE-BY-THE-BGP-KEY';
  const takes = (key: string) =>
    routerTypes
      .filter((type) => {
        const text = written(type, { ...privateVif, peers: [{ ...ipv4, authKey: key }] });
        expect(commands(text).join('\n').includes(placeholder)).toBe(!text.includes(key));
        return text.includes(key);
      })
      .map(({ routerTypeIdentifier }) => routerTypeIdentifier.replace(/.*-/, ''));
  const all = [
    'IOS124',
    'IOS124',
    'IOS124',
    'NXOS51',
    'NXOS93',
    'JunOS95',
    'JunOS95',
    'JunOS95',
    'PANOS803',
    'FRR84',
    'BIRD20',
  ];
  const but = (...others: readonly string[]) => all.filter((one) => !others.includes(one));

  test.each([
    ['0x123pK5_VBqv.UQ3kJ4123_', all],
    ['is-it-so?', but('IOS124', 'NXOS51', 'NXOS93', 'PANOS803')],
    ['say"cheese"', but('NXOS51', 'NXOS93', 'JunOS95', 'PANOS803', 'BIRD20')],
    ['back\\slash', but('NXOS51', 'NXOS93', 'JunOS95', 'PANOS803')],
    ['one;two|three', but('NXOS51', 'NXOS93')],
  ])('%s', (key, types) => expect(takes(key)).toEqual(types));
});

describe('two ASNs at one interface', () => {
  const vif = { ...transitVif, peers: [ipv4, { ...ipv6, customerAsn: 64600 }] };
  test.each([
    ['IOS124', `neighbor ${ipv6Neighbour()} local-as 64600 no-prepend replace-as`],
    ['NXOS93', '    local-as 64600 no-prepend replace-as'],
    ['JunOS95', 'set protocols bgp group dxvif-fh2transit-ipv6 local-as 64600 no-prepend-global-as'],
    ['FRR84', `neighbor ${ipv6Neighbour()} local-as 64600 no-prepend replace-as`],
    ['BIRD20', 'as 64600;'],
  ])('%s', (end, line) => {
    for (const type of routerTypes.filter(({ routerTypeIdentifier }) => routerTypeIdentifier.endsWith(end)))
      expect(written(type, vif)).toContain(line);
  });

  test('PAN-OS has one, and says which session is left out', () => {
    const type = routerTypes.find(({ vendor }) => vendor.startsWith('Palo'));
    const text = type === undefined ? '' : written(type, vif);
    expect(text).toContain('The session ipv6 is left out: it has ASN 64600');
    expect(commands(text).some((line) => line.includes('ipv6'))).toBe(false);
  });
});

function ipv6Neighbour(): string {
  return (ipv6.amazonAddress ?? '').replace('/125', '');
}

test('what has no MACsec for a kind of router says so, and writes nothing of it', () => {
  for (const type of routerTypes.filter(
    ({ xsltTemplateNameForMacSec }) => xsltTemplateNameForMacSec === '',
  )) {
    const text = written(type, macSecVif);
    expect(text).toContain('There is no configuration with MACsec');
    expect(text).not.toContain(macSecVif.macSec?.ckns[0]);
  }
});
