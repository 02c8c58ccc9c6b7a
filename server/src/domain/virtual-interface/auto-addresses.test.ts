import fc from 'fast-check';
import { isIPv6, isIPv4, BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { givenAddresses } from './addresses.ts';
import {
  BLOCK_BYTES,
  drawIpv4Block,
  drawIpv6Block,
  ipv4Block,
  ipv4BlockCount,
  ipv6PoolOf,
} from './auto-addresses.ts';

const bytes = fc.uint8Array({ minLength: BLOCK_BYTES, maxLength: BLOCK_BYTES });
const bare = (address: string) => address.replace(/\/.*/, '');

describe('an IPv4 block', () => {
  test.for([
    [29, 3041, '169.254.96.8/29', '169.254.96.9/29', '169.254.96.14/29'],
    [30, 6082, '169.254.96.8/30', '169.254.96.9/30', '169.254.96.10/30'],
    [29, 0, '169.254.1.0/29', '169.254.1.1/29', '169.254.1.6/29'],
    [29, 8095, '169.254.254.248/29', '169.254.254.249/29', '169.254.254.254/29'],
    [30, 16_191, '169.254.254.252/30', '169.254.254.253/30', '169.254.254.254/30'],
  ] as const)(
    'of /%i is as the service gives it: number %i',
    ([length, index, block, amazonAddress, customerAddress]) => {
      expect(ipv4Block(index, length)).toMatchObject({ block, amazonAddress, customerAddress });
    },
  );

  test('is one of some thousand, each another', () => {
    for (const length of [29, 30] as const) {
      const count = ipv4BlockCount(length);
      const blocks = Array.from({ length: count }, (_, index) => ipv4Block(index, length).block);
      expect(new Set(blocks).size).toBe(count);
    }
    expect([ipv4BlockCount(29), ipv4BlockCount(30)]).toEqual([8096, 16_192]);
  });

  test('knows those of the other size that it overlaps', () => {
    const small = ['169.254.96.8/30', '169.254.96.12/30'];
    expect(ipv4Block(3041, 29).overlapping).toEqual(['169.254.96.8/29', ...small]);
    expect(new Set(ipv4Block(6082, 30).overlapping)).toEqual(new Set([small[0], '169.254.96.8/29']));
    expect(new Set(ipv4Block(6083, 30).overlapping)).toEqual(new Set([small[1], '169.254.96.8/29']));
  });

  test('is link-local, apart from the special ones, and what a customer could have given', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom<29 | 30>(29, 30), (random, length) => {
        const { block, overlapping: _, ...pair } = drawIpv4Block(random, length);
        expect(block).toMatch(/^169\.254\.(?!0\.|169\.|255\.)\d+\.\d+\/(29|30)$/);
        expect(isIPv4(bare(block))).toBe(true);
        expect(givenAddresses({ kind: 'private', family: 'ipv4', ...pair })).toEqual(pair);
      }),
    );
  });

  test('is public for nobody', () => {
    const { amazonAddress, customerAddress } = ipv4Block(7, 29);
    const pair = { amazonAddress, customerAddress };
    expect(isRefusal(givenAddresses({ kind: 'public', family: 'ipv4', ...pair }))).toBe(true);
  });
});

describe('an IPv6 block', () => {
  const pool = fc
    .record({
      groups: fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }),
      length: fc.integer({ min: 16, max: 112 }),
    })
    .map(({ groups, length }) => `${groups.map((group) => group.toString(16)).join(':')}/${length}`);

  test('lies in the pool, whatever the pool, with addresses in the canonical form', () => {
    fc.assert(
      fc.property(bytes, pool, (random, text) => {
        const from = ipv6PoolOf(text);
        if (from === undefined) throw new Error(text);
        const made = drawIpv6Block(random, from);
        const inside = new BlockList();
        inside.addSubnet(bare(text), from.length, 'ipv6');
        for (const address of [made.block, made.amazonAddress, made.customerAddress]) {
          expect(isIPv6(bare(address))).toBe(true);
          expect(inside.check(bare(address), 'ipv6')).toBe(true);
          expect(`${new URL(`http://[${bare(address)}]`).hostname}/125`).toBe(`[${bare(address)}]/125`);
        }
      }),
    );
  });

  test('has Amazon on its first address and the customer on its last but one', () => {
    const from = ipv6PoolOf('2001:db8:1100::/48');
    if (from === undefined) throw new Error('no pool');
    const random = Uint8Array.from([9, 9, 9, 9, 9, 9, 0x02, 0xf0, 0, 0, 0, 1, 0x9c, 0xb4, 0x42, 0x17]);
    expect(drawIpv6Block(random, from)).toMatchObject({
      block: '2001:db8:1100:2f0:0:1:9cb4:4210/125',
      amazonAddress: '2001:db8:1100:2f0:0:1:9cb4:4211/125',
      customerAddress: '2001:db8:1100:2f0:0:1:9cb4:4216/125',
    });
  });

  test.for([
    '',
    '::',
    '2001:db8::',
    '2001:db8::/8',
    '2001:db8::/113',
    '1::2::3/48',
    '2001:db8:g::/48',
    '1:2:3:4:5:6:7/48',
    '10.0.0.0/16',
  ])('is not drawn from %o', (text) => {
    expect(ipv6PoolOf(text)).toBeUndefined();
  });
});
