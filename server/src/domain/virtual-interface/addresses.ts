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
    // GUESS: Terraform asks for both or none [TF].
    return refuse('Give both Amazon Address and Customer Address, or neither');
  }
  const pair = { amazonAddress, customerAddress };
  return checkPair(pair, kind) ?? pair;
}

interface Side {
  readonly name: string;
  readonly address: number;
  readonly length: number;
}

function checkPair(pair: AddressPair, kind: VirtualInterfaceKind): Refusal | undefined {
  const amazon = sideOf('Amazon Address', pair.amazonAddress);
  const customer = sideOf('Customer Address', pair.customerAddress);
  if ('refused' in amazon) return amazon;
  if ('refused' in customer) return customer;
  const problem = [amazon, customer].map((side) => checkReach(side, kind)).find((one) => one !== undefined);
  if (problem !== undefined) return problem;
  const network = ({ address, length }: Side) => Math.floor(address / 2 ** (32 - length));
  if (amazon.length !== customer.length || network(amazon) !== network(customer)) {
    // "Amazon Address and Customer Address must be in the same CIDR" [TF]
    return refuse('Amazon Address and Customer Address must be in the same CIDR');
  }
  // Text unknown (GUESS #1).
  if (amazon.address === customer.address)
    return refuse('Amazon Address and Customer Address must be different');
  return checkHost(amazon) ?? checkHost(customer);
}

function sideOf(name: string, text: string): Side | Refusal {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const numbers = match === null ? [] : match.slice(1).map(Number);
  const [length = 0] = numbers.slice(4);
  const parts = numbers.slice(0, 4);
  if (match === null || parts.some((part) => part > 255) || length < 1 || length > 31) {
    // The form is [CFN], /31 is supported [FAQ]; the text is a GUESS.
    return refuse(
      `${name} ${text} is not valid: an IPv4 address with a mask of /1 to /31, such as 192.168.1.1/30`,
    );
  }
  return { name, address: parts.reduce((address, part) => address * 256 + part, 0), length };
}

const range = (text: string): readonly [number, number] => {
  const side = sideOf('', text);
  if ('refused' in side) throw new Error(`${text} is no range`);
  return [side.address, side.address + 2 ** (32 - side.length) - 1];
};
/** RFC 1918, and what is as little public: carrier-grade NAT, link-local. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'].map(
  range,
);
/** No address of a host: this network, loopback, multicast and reserved. */
const NO_HOST = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3'].map(range);

const within = (ranges: readonly (readonly [number, number])[], address: number) =>
  ranges.some(([first, last]) => address >= first && address <= last);

/** Any address of a host on private and transit ones [UG26]; public ones need public addresses [TF]. */
function checkReach({ name, address }: Side, kind: VirtualInterfaceKind): Refusal | undefined {
  if (kind === 'public' && within(PRIVATE, address)) {
    // "Amazon Address is not allowed to contain a private IP" [TF]; the customer's by analogy (GUESS).
    return refuse(`${name} is not allowed to contain a private IP`);
  }
  // Own rule: no session could run over it. The text is a GUESS.
  return within(NO_HOST, address) ? refuse(`${name} is not an address of a host`) : undefined;
}

function checkHost({ name, address, length }: Side): Refusal | undefined {
  if (length === 31) return undefined;
  const size = 2 ** (32 - length);
  // "Amazon Address is address 0 on its subnet.", "… is the broadcast address on its subnet." [TF]; the customer's GUESS.
  if (address % size === 0) return refuse(`${name} is address 0 on its subnet.`);
  return address % size === size - 1 ? refuse(`${name} is the broadcast address on its subnet.`) : undefined;
}
