import fc from 'fast-check';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Address, expandedAddress, formatAddress, parseAddress, plus } from './address.ts';
import { anyAddress, anyCidr, anyNetwork, bitsOf, twoNetworks } from './bits.testing.ts';
import {
  comparePrefixes,
  contains,
  expandedPrefix,
  formatPrefix,
  holds,
  isNetwork,
  lastOf,
  networkOf,
  overlaps,
  parseCidr,
  parsePrefix,
  placedIn,
  type Prefix,
  sameAddress,
  samePrefix,
  withLength,
} from './prefix.ts';

const cidr = (text: string): Prefix => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

describe('an address', () => {
  test.for([
    ['0.0.0.0', '0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255', '255.255.255.255'],
    ['169.254.96.9', '169.254.96.9', '169.254.96.9'],
    ['::', '::', '0000:0000:0000:0000:0000:0000:0000:0000'],
    ['::1', '::1', '0000:0000:0000:0000:0000:0000:0000:0001'],
    ['1::', '1::', '0001:0000:0000:0000:0000:0000:0000:0000'],
    ['2600:1f26:0074::', '2600:1f26:74::', '2600:1f26:0074:0000:0000:0000:0000:0000'],
    [
      '2001:DB8:1100:2f0:0:1:9cb4:4211',
      '2001:db8:1100:2f0:0:1:9cb4:4211',
      '2001:0db8:1100:02f0:0000:0001:9cb4:4211',
    ],
    // The longest run, and the first of two equal ones; one group alone stays.
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3', '0001:0000:0000:0002:0000:0000:0000:0003'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4', '0001:0000:0000:0002:0003:0000:0000:0004'],
    ['1::2:3:4:5:6:7', '1:0:2:3:4:5:6:7', '0001:0000:0002:0003:0004:0005:0006:0007'],
  ] as const)('%s is %s', ([text, canonical, expanded]) => {
    const address = parseAddress(text) as Address;
    expect(formatAddress(address)).toBe(canonical);
    expect(expandedAddress(address)).toBe(expanded);
  });

  test.for([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.00',
    '1.2.3.4 ',
    '1.2.3.a',
    '1.2.3.-1',
    '1.2.3.4/8',
    '١.2.3.4',
    '1e1.2.3.4',
    '999999999999.1.1.1',
    '0x1.2.3.4',
    ':',
    ':::',
    '1:',
    ':1',
    '1:::2',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8::',
    '1:2:3:4::5:6:7:8',
    ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:',
    'g::',
    '12345::',
    '::1%eth0',
    '::ffff:1.2.3.4',
    '::1 ',
    ' ::1',
    '[::1]',
  ])('%o is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('is what it is written as, in every form, and Node agrees that it is one', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const text = formatAddress(address);
        expect(parseAddress(text)).toEqual(address);
        expect(parseAddress(expandedAddress(address))).toEqual(address);
        expect(address.family === 'ipv4' ? isIPv4(text) : isIPv6(text)).toBe(true);
      }),
    );
  });

  test('of IPv6 is written as URLs write it', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        fc.pre(address.family === 'ipv6');
        const text = `[${formatAddress(address)}]`;
        expect(new URL(`http://${text}`).hostname).toBe(text);
      }),
    );
  });

  const letters = fc.stringMatching(/^[0-9a-fF:.]{0,40}$/);

  test('is none where Node says so, whatever the text', () => {
    fc.assert(
      fc.property(letters, (text) => {
        // Node knows IPv4 within IPv6 as well.
        const isOne = isIPv4(text) || (isIPv6(text) && !text.includes('.'));
        expect(parseAddress(text) !== undefined).toBe(isOne);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a few further on is a few further on', () => {
    expect(formatAddress(plus(parseAddress('169.254.96.8') as Address, 6))).toBe('169.254.96.14');
    expect(formatAddress(plus(parseAddress('2001:db8::8') as Address, 6))).toBe('2001:db8::e');
  });
});

describe('a prefix', () => {
  test.for(['10.0.0.0/8', '0.0.0.0/0', '8.8.8.8/32', '::/0', '2600:1f26:74::/48', '2001:db8::1/128'])(
    '%s is one',
    (text) => {
      const prefix = parsePrefix(text) as Prefix;
      expect(formatPrefix(prefix)).toBe(text);
    },
  );

  test.for([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '/8',
    '10.0.0.0/-1',
    '10.0.0.0/ 8',
    '::/129',
    '::/1e1',
  ])('%o is none', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test('is the network itself', () => {
    expect(parsePrefix('10.0.0.1/8')).toBeUndefined();
    expect(parsePrefix('2600:1f26:74::1/48')).toBeUndefined();
    expect(formatPrefix(networkOf(cidr('10.9.9.9/8')))).toBe('10.0.0.0/8');
    expect(formatPrefix(lastOf(cidr('10.9.9.9/8')))).toBe('10.255.255.255/8');
    expect(formatPrefix(lastOf(cidr('2600:1f26:74::/48')))).toBe('2600:1f26:74:ffff:ffff:ffff:ffff:ffff/48');
  });

  test('in allowed lists is written out', () => {
    expect(expandedPrefix(cidr('2600:1f26:74::/48'))).toBe('2600:1f26:0074:0000:0000:0000:0000:0000/48');
    expect(expandedPrefix(cidr('10.255.255.0/28'))).toBe('10.255.255.0/28');
  });

  test('keeps its text, and has the first and last address that its bits say', () => {
    fc.assert(
      fc.property(anyCidr, (prefix) => {
        expect(parseCidr(formatPrefix(prefix))).toEqual(prefix);
        expect(parseCidr(expandedPrefix(prefix))).toEqual(prefix);
        const bits = bitsOf(prefix);
        const fixed = bits.slice(0, prefix.length);
        expect(bitsOf(networkOf(prefix))).toBe(fixed.padEnd(bits.length, '0'));
        expect(bitsOf(lastOf(prefix))).toBe(fixed.padEnd(bits.length, '1'));
        expect(isNetwork(prefix)).toBe(!bits.slice(prefix.length).includes('1'));
      }),
    );
  });

  test('takes its own bits from the network, and the others from an address', () => {
    fc.assert(
      fc.property(anyCidr, anyAddress, (prefix, address) => {
        fc.pre(prefix.family === address.family);
        const bits = bitsOf(prefix).slice(0, prefix.length) + bitsOf(address).slice(prefix.length);
        expect(bitsOf(placedIn(prefix, address))).toBe(bits);
      }),
    );
  });
});

describe('of two networks', () => {
  const within = (outer: Prefix, bits: string) => bits.startsWith(bitsOf(outer).slice(0, outer.length));

  test('one contains the other as their bits say', () => {
    fc.assert(
      fc.property(twoNetworks, ([one, other]) => {
        const sameFamily = one.family === other.family;
        const contained = sameFamily && one.length <= other.length && within(one, bitsOf(other));
        expect(contains(one, other)).toBe(contained);
        expect(holds(one, other)).toBe(sameFamily && within(one, bitsOf(other)));
        expect(contains(one, one)).toBe(true);
        expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one));
        expect(overlaps(one, other)).toBe(overlaps(other, one));
        expect(samePrefix(one, other)).toBe(contains(one, other) && contains(other, one));
      }),
      { numRuns: 2_000 },
    );
  });

  test('the order is that of family, bits and length', () => {
    const rank = (one: Prefix) => `${one.family} ${bitsOf(one)} ${String(one.length).padStart(3, '0')}`;
    fc.assert(
      fc.property(twoNetworks, ([one, other]) => {
        const expected = rank(one) < rank(other) ? -1 : Number(rank(one) > rank(other));
        expect(Math.sign(comparePrefixes(one, other))).toBe(expected);
      }),
    );
  });

  test('families never meet', () => {
    fc.assert(
      fc.property(anyNetwork, anyNetwork, (one, other) => {
        fc.pre(one.family !== other.family);
        expect(overlaps(withLength(one, 0), withLength(other, 0))).toBe(false);
        expect(sameAddress(one, other)).toBe(false);
      }),
    );
  });
});
