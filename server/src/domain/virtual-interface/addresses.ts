import { parseCidr, type Prefix, lastOf, networkOf, sameAddress, samePrefix } from '../addressing/prefix.ts';
import { type Range, rangeOf } from '../addressing/ranges.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';

/** Addresses of a peer as a request writes them. */
export interface AddressWish {
  readonly kind: VirtualInterfaceKind;
  readonly family: 'ipv4' | 'ipv6';
  readonly amazonAddress: string | undefined;
  readonly customerAddress: string | undefined;
}

/** Both sides, with the mask: `169.254.96.9/29`. */
export interface AddressPair {
  readonly amazonAddress: string;
  readonly customerAddress: string;
}

/** The pair that a request gives, or undefined where the service is to choose one (fidelity 4.4). */
export function givenAddresses(wish: AddressWish): AddressPair | undefined | Refusal {
  const { kind, family, amazonAddress, customerAddress } = wish;
  if (amazonAddress === undefined && customerAddress === undefined) {
    if (kind !== 'public' || family === 'ipv6') return undefined;
    // Both are needed there [TF]; the text is a GUESS.
    return refuse(
      'Amazon Address and Customer Address are required for a public virtual interface with IPv4',
    );
  }
  if (family === 'ipv6') {
    // Must not be given [M]; the text is a GUESS.
    return refuse('Amazon Address and Customer Address cannot be given for IPv6: they are assigned');
  }
  if (amazonAddress === undefined || customerAddress === undefined) {
    // GUESS: Terraform asks for both or none [TF], and public ones need them.
    const none = kind === 'public' ? '' : ', or neither';
    return refuse(`Give both Amazon Address and Customer Address${none}`);
  }
  const pair = { amazonAddress, customerAddress };
  return checkPair(pair, kind) ?? pair;
}

interface Side {
  readonly name: string;
  readonly address: Prefix;
}

function checkPair(pair: AddressPair, kind: VirtualInterfaceKind): Refusal | undefined {
  const amazon = sideOf('Amazon Address', pair.amazonAddress);
  const customer = sideOf('Customer Address', pair.customerAddress);
  if ('refused' in amazon) return amazon;
  if ('refused' in customer) return customer;
  const problem = checkReach(amazon, kind) ?? checkReach(customer, kind);
  if (problem !== undefined) return problem;
  if (!samePrefix(networkOf(amazon.address), networkOf(customer.address))) {
    // "Amazon Address and Customer Address must be in the same CIDR" [TF]
    return refuse('Amazon Address and Customer Address must be in the same CIDR');
  }
  // Text unknown (GUESS #1).
  if (sameAddress(amazon.address, customer.address))
    return refuse('Amazon Address and Customer Address must be different');
  return checkHost(amazon) ?? checkHost(customer);
}

function sideOf(name: string, text: string): Side | Refusal {
  const address = parseCidr(text);
  if (address?.family === 'ipv4' && address.length >= 1 && address.length <= 31) return { name, address };
  // The form is [CFN], /31 is supported [FAQ]; the text is a GUESS.
  return refuse(
    `${name} ${text} is not valid: an IPv4 address with a mask of /1 to /31, such as 192.168.1.1/30`,
  );
}

/** RFC 1918, and what is as little public. */
const PRIVATE: readonly Range[] = ['private', 'shared', 'linkLocal'];
/** No address of a host. */
const NO_HOST: readonly Range[] = ['thisNetwork', 'loopback', 'multicast', 'reserved'];

/** Any address of a host on private and transit ones [UG26]; public ones need public addresses [TF]. */
function checkReach({ name, address }: Side, kind: VirtualInterfaceKind): Refusal | undefined {
  const range = rangeOf(address);
  if (kind === 'public' && PRIVATE.includes(range)) {
    // "Amazon Address is not allowed to contain a private IP" [TF]; the customer's by analogy (GUESS).
    return refuse(`${name} is not allowed to contain a private IP`);
  }
  // Own rule: no session could run over it. The text is a GUESS.
  return NO_HOST.includes(range) ? refuse(`${name} is not an address of a host`) : undefined;
}

function checkHost({ name, address }: Side): Refusal | undefined {
  if (address.length === 31) return undefined;
  // "Amazon Address is address 0 on its subnet.", "… is the broadcast address on its subnet." [TF]; the customer's GUESS.
  if (sameAddress(address, networkOf(address))) return refuse(`${name} is address 0 on its subnet.`);
  return sameAddress(address, lastOf(address))
    ? refuse(`${name} is the broadcast address on its subnet.`)
    : undefined;
}
