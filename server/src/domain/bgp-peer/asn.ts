import { type Refusal, refuse } from '../refusal.ts';

/** Largest value of `asn`, which is an integer of 32 bits on the wire [M]. */
const ASN_MAX = 2_147_483_647;
/** Largest value of `asnLong` [M]. */
const LONG_ASN_MAX = 4_294_967_294;

/** The customer's AS number as a request writes it. */
export interface AsnWish {
  readonly asn?: number | undefined;
  readonly asnLong?: number | undefined;
}

/**
 * The customer's AS number: `asnLong` wins where both are given [M].
 *
 * @param amazonSideAsn the other side's, which it has to differ from [UG26]; undefined while nobody knows it
 */
export function customerAsn(wish: AsnWish, amazonSideAsn: number | undefined): number | Refusal {
  const asn = asked(wish, amazonSideAsn);
  if (typeof asn !== 'number' || amazonSideAsn === undefined) return asn;
  return checkAsnsDiffer(asn, amazonSideAsn) ?? asn;
}

/** The two sides of a session have different AS numbers [UG26]. */
export function checkAsnsDiffer(asn: number, amazonSideAsn: number): Refusal | undefined {
  // The text is a GUESS.
  return asn === amazonSideAsn
    ? refuse(`BGP ASN ${asn} must be different from the Amazon side ASN`)
    : undefined;
}

function asked({ asn, asnLong }: AsnWish, amazonSideAsn: number | undefined): number | Refusal {
  if (asnLong !== undefined) return inRange(asnLong, asnLong, LONG_ASN_MAX);
  if (asn !== undefined) return inRange(asn, wrapped(asn), ASN_MAX);
  // One is assigned where none is given [UG26]; which: GUESS, the private one of most examples, or its neighbour.
  return amazonSideAsn === 65_000 ? 65_001 : 65_000;
}

/** "BGP ASN -94967296 must have value greater than or equal to 1" [TFI] for 4200000000: the wire keeps 32 bits. */
function wrapped(asn: number): number {
  return Number(BigInt.asIntN(32, BigInt(asn)));
}

function inRange(given: number, value: number, max: number): number | Refusal {
  // The text above [TFI].
  if (value < 1) return refuse(`BGP ASN ${value} must have value greater than or equal to 1`);
  // By analogy with the text above (GUESS).
  if (given > max) return refuse(`BGP ASN ${given} must have value less than or equal to ${max}`);
  return given;
}

/** Both members of an answer: a number that `asn` cannot hold is 0 there [M]. */
export function asnMembers(asn: number): { readonly asn: number; readonly asnLong: number } {
  return { asn: asn > ASN_MAX ? 0 : asn, asnLong: asn };
}
