import { type Refusal, refuse } from '../refusal.ts';
import { ipv6Groups } from './auto-addresses.ts';

/** Prefixes that a public virtual interface names, at most [UG26]. */
const FILTERS_MAX = 1_000;
/** Prefix lengths: never /0 [XC], IPv6 up to /64 [M]. */
const LENGTH_MAX = { ipv4: 32, ipv6: 64 };

/** The prefixes of a public virtual interface as a request names them (fidelity 1.5). */
export function routeFiltersOf(
  wanted: readonly { readonly cidr?: string | undefined }[] | undefined,
): readonly string[] | Refusal {
  const cidrs = (wanted ?? []).map(({ cidr = '' }) => cidr);
  if (cidrs.length < 1 || cidrs.length > FILTERS_MAX) {
    // The numbers are [UG26]; the text is a GUESS.
    return refuse(`routeFilterPrefixes has ${cidrs.length} prefixes: 1 to ${FILTERS_MAX} are allowed`);
  }
  const wrong = cidrs.find((cidr) => !isPrefix(cidr));
  if (wrong === undefined) return cidrs;
  // Text unknown (GUESS #1).
  return refuse(
    `Route filter prefix ${wrong} is not valid: an IPv4 network of /1 to /32, or an IPv6 network of /1 to /64`,
  );
}

/** That bits behind the length are refused is a GUESS. */
function isPrefix(cidr: string): boolean {
  const [address = '', digits = '', ...more] = cidr.split('/');
  const [family, bytes] = bytesOf(address);
  if (bytes === undefined || more.length > 0 || !/^\d{1,3}$/.test(digits)) return false;
  const length = Number(digits);
  if (length < 1 || length > LENGTH_MAX[family]) return false;
  return bytes.every((byte, index) => (byte & (2 ** free(index, length) - 1)) === 0);
}

/** Bits of a byte that lie behind the prefix. */
const free = (index: number, length: number) => Math.min(8, Math.max(0, (index + 1) * 8 - length));

function bytesOf(address: string): readonly ['ipv4' | 'ipv6', readonly number[] | undefined] {
  if (address.includes(':')) {
    return ['ipv6', ipv6Groups(address)?.flatMap((group) => [group >> 8, group & 255])];
  }
  const parts = address.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return ['ipv4', isAddress ? parts.map(Number) : undefined];
}
