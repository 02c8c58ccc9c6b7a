import { expandedPrefix, knownPrefix } from '../addressing/prefix.ts';
import { type CidrWishes, parseAllowedPrefixes } from '../addressing/prefix-lists.ts';
import type { CloudGatewayKind } from '../cloud-gateway/kind.ts';
import { isRefusal, type Refusal } from '../refusal.ts';

/** What a request wants with the allowed prefixes of an association, as answers write prefixes. */
export interface PrefixChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The two lists of a request; a refusal names the first prefix that is wrong. */
export function prefixChange(input: {
  readonly addAllowedPrefixesToDirectConnectGateway?: CidrWishes | undefined;
  readonly removeAllowedPrefixesToDirectConnectGateway?: CidrWishes | undefined;
}): PrefixChange | Refusal {
  const add = prefixList(
    'addAllowedPrefixesToDirectConnectGateway',
    input.addAllowedPrefixesToDirectConnectGateway,
  );
  if (isRefusal(add)) return add;
  const remove = prefixList(
    'removeAllowedPrefixesToDirectConnectGateway',
    input.removeAllowedPrefixesToDirectConnectGateway,
  );
  return isRefusal(remove) ? remove : { add, remove };
}

/** One list of a request: each prefix once, IPv6 in full [TFI#33888]. */
export function prefixList(member: string, wanted: CidrWishes | undefined): readonly string[] | Refusal {
  const parsed = parseAllowedPrefixes(member, wanted);
  return isRefusal(parsed) ? parsed : parsed.map(expandedPrefix);
}

/** The allowed prefixes after a change: what is removed goes, what is added comes last; what is not there is not missed (GUESS). */
export function changedPrefixes(
  present: readonly string[],
  { add, remove }: PrefixChange,
): readonly string[] {
  const removed = new Set(remove);
  return [...new Set([...present.filter((prefix) => !removed.has(prefix)), ...add])];
}

/** Whether two lists allow the same, whatever their order. */
export function samePrefixes(these: readonly string[], those: readonly string[]): boolean {
  const all = new Set(these);
  return all.size === new Set(those).size && those.every((prefix) => all.has(prefix));
}

/**
 * What is allowed where a request names no prefixes: the networks of a virtual private gateway as they are now [FAQ]; of a
 * transit gateway nothing [AT].
 */
export function standardPrefixes(gateway: {
  readonly kind: CloudGatewayKind;
  readonly cidrs: readonly string[];
}): readonly string[] {
  return gateway.kind === 'transitGateway'
    ? []
    : gateway.cidrs.map((cidr) => expandedPrefix(knownPrefix(cidr)));
}

/**
 * What a proposal asks for (fidelity 1.9): a change of what is allowed already, where the pair is associated. Without any
 * prefixes the standard ones, as they are now [FAQ]; of a transit gateway that is associated those stay (GUESS).
 */
export function requestedPrefixes(
  gateway: { readonly kind: CloudGatewayKind; readonly cidrs: readonly string[] },
  change: PrefixChange,
  existing: readonly string[] | undefined,
): readonly string[] {
  const { add, remove } = change;
  const silent = add.length + remove.length === 0;
  if (silent && (existing === undefined || gateway.kind === 'virtualPrivateGateway'))
    return standardPrefixes(gateway);
  if (existing !== undefined) return changedPrefixes(existing, change);
  return add.length > 0 ? add : standardPrefixes(gateway);
}
