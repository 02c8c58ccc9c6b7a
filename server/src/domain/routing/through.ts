import { indexPrefixes } from '../addressing/prefix-index.ts';
import { networkIn } from './route.ts';
import { type GatewayAssociation, isAdvertised } from './world.ts';

/**
 * The prefixes that an association brings, in their canonical form (fidelity 6.4): of a virtual private gateway the VPC's that
 * are equal to an allowed one or inside [UG26]; of a transit gateway the allowed ones themselves, whatever is behind it
 * [UG26]. None while it is not advertised.
 */
export function prefixesThrough({
  kind,
  state,
  allowedPrefixes,
  cidrs,
}: Pick<GatewayAssociation, 'kind' | 'state' | 'allowedPrefixes' | 'cidrs'>): readonly string[] {
  if (!isAdvertised(state)) return [];
  const allowed = allowedPrefixes.flatMap((cidr) => networkIn(cidr) ?? []);
  if (kind === 'transitGateway') return allowed.map(({ cidr }) => cidr);
  const covered = indexPrefixes(allowed.map(({ prefix }) => [prefix, true] as const));
  return cidrs
    .flatMap((cidr) => networkIn(cidr) ?? [])
    .filter(({ prefix }) => covered.longest(prefix) === true)
    .map(({ cidr }) => cidr);
}
