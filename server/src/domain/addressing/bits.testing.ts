import fc from 'fast-check';
import { type Address, BITS, type Family } from './address.ts';
import { networkOf, type Prefix, withLength } from './prefix.ts';

/** The naive model: an address as a string of its bits. */
export function bitsOf({ family, a, b, c, d }: Address): string {
  const words = family === 'ipv4' ? [a] : [a, b, c, d];
  return words.map((word) => word.toString(2).padStart(32, '0')).join('');
}

const word = fc.oneof(fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff), fc.nat(0xffff_ffff));
const family = fc.constantFrom<Family>('ipv4', 'ipv6');

export const anyAddress: fc.Arbitrary<Address> = fc
  .record({ family, a: word, b: word, c: word, d: word })
  .map((one) => (one.family === 'ipv4' ? { ...one, b: 0, c: 0, d: 0 } : one));

/** An address with a mask; the network need not be itself. */
export const anyCidr: fc.Arbitrary<Prefix> = anyAddress.chain((address) =>
  fc.nat(BITS[address.family]).map((length) => withLength(address, length)),
);

export const anyNetwork: fc.Arbitrary<Prefix> = anyCidr.map(networkOf);

/** Two networks that often have to do with each other: the second is cut from the first's address, a bit of it flipped. */
export const twoNetworks: fc.Arbitrary<readonly [Prefix, Prefix]> = fc
  .tuple(anyCidr, anyCidr, fc.nat(31), fc.boolean())
  .map(([one, other, bit, near]) => {
    if (!near) return [networkOf(one), networkOf(other)];
    const length = other.length % (BITS[one.family] + 1);
    return [networkOf(one), networkOf({ ...one, a: (one.a ^ (1 << bit)) >>> 0, length })];
  });
