import { GATEWAY_WORDS, otherTypeOn } from './one-type.ts';
import { knownPrefix, type Prefix } from '../addressing/prefix.ts';
import { firstOverlap } from '../addressing/prefix-lists.ts';
import { formatPrefix } from '../addressing/prefix.ts';
import type { CloudGatewayKind } from '../cloud-gateway/kind.ts';
import { checkQuota, type Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from '../virtual-interface/kind.ts';
import { takesMore, wrongState } from './refusals.ts';

/** A virtual private or transit gateway with the networks behind it. */
export interface Associable {
  readonly id: string;
  readonly kind: CloudGatewayKind;
  readonly amazonSideAsn: number;
  /** There is a network behind it. */
  readonly attached: boolean;
  readonly cidrs: readonly string[];
  /** Its ASN and networks are made up, so that they refuse nothing (own rule). */
  readonly madeUp: boolean;
}

/** An association that a gateway has already, those that end included. */
export interface Associated {
  readonly associatedId: string;
  readonly associatedType: CloudGatewayKind;
  readonly allowedPrefixes: readonly string[];
  /** Networks behind the other gateway, where they are known and not made up. */
  readonly cidrs: readonly string[];
}

/** A Direct Connect gateway with all that is on it. */
export interface AssociatingGateway {
  readonly id: string;
  readonly state: string;
  readonly amazonSideAsn: number;
  readonly interfaces: readonly { readonly kind: VirtualInterfaceKind }[];
  readonly associations: readonly Associated[];
}

/** An association that is wanted. */
export interface Association {
  readonly gateway: AssociatingGateway;
  readonly other: Associable;
  /** Ids of the Direct Connect gateways that the other one is on already. */
  readonly elsewhere: readonly string[];
  readonly prefixes: readonly string[];
}

/** Refuses what cannot be associated (fidelity 1.8). That the gateway takes none is said last: it hides no other fault (GUESS). */
export function checkAssociating(wanted: Association, quotas: Quotas): Refusal | undefined {
  const { gateway, other, elsewhere } = wanted;
  if (elsewhere.includes(gateway.id)) {
    // Text unknown (GUESS #1).
    return refuse(`${other.id} is already associated with Direct Connect Gateway ${gateway.id}`);
  }
  const problem =
    checkOneType(other.kind, gateway) ??
    (other.kind === 'transitGateway' ? checkTransit(wanted, quotas) : checkVirtualPrivate(wanted, quotas));
  if (problem !== undefined || takesMore(gateway)) return problem;
  return wrongState('Direct Connect Gateway', gateway.id, gateway.state);
}

/** A gateway carries private virtual interfaces and virtual private gateways, or transit ones and transit gateways [UG23][AT]. */
function checkOneType(kind: CloudGatewayKind, { id, interfaces, associations }: AssociatingGateway) {
  const has = otherTypeOn(
    kind,
    interfaces,
    associations.map(({ associatedType }) => associatedType),
  );
  if (has === undefined) return undefined;
  // Refused [UG23][AT]; the text is a GUESS.
  return refuse(
    `Direct Connect Gateway ${id} has ${has}: it cannot be associated with ${GATEWAY_WORDS[kind]}`,
  );
}

function checkVirtualPrivate(
  { gateway, other, elsewhere }: Association,
  quotas: Quotas,
): Refusal | undefined {
  // It is attached to a VPC and on no other gateway [M]; the texts are GUESSes.
  if (!other.attached) return refuse(`The VirtualGateway ${other.id} is not attached to a VPC`);
  const [another] = elsewhere;
  if (another !== undefined) {
    return refuse(
      `The VirtualGateway ${other.id} is already associated with Direct Connect Gateway ${another}`,
    );
  }
  const max = quotas.virtualPrivateGatewaysPerGateway;
  return (
    checkQuota(
      max,
      gateway.associations.length,
      1,
      `${GATEWAY_WORDS[other.kind]} on a Direct Connect gateway`,
    ) ?? checkNetworks(other, gateway.associations)
  );
}

/** Networks of all virtual private gateways on one gateway are apart [UG23]; what is made up is nobody's mistake. */
export function checkNetworks(
  other: Pick<Associable, 'madeUp' | 'cidrs'>,
  associations: readonly Associated[],
): Refusal | undefined {
  if (other.madeUp) return undefined;
  const own = other.cidrs.map(knownPrefix);
  for (const { associatedId, cidrs } of associations) {
    const overlap = firstOverlap(cidrs.map(knownPrefix), own);
    // Refused [UG23]; the text is a GUESS.
    if (overlap !== undefined) return refuse(overlapping('The CIDR', overlap, 'the CIDR', associatedId));
  }
  return undefined;
}

function checkTransit(
  { gateway, other, elsewhere, prefixes }: Association,
  quotas: Quotas,
): Refusal | undefined {
  if (other.amazonSideAsn === gateway.amazonSideAsn && !other.madeUp) {
    // Refused [M][AT]; the text is a GUESS.
    return refuse(
      `The TransitGateway ${other.id} and Direct Connect Gateway ${gateway.id} have the same ASN ${other.amazonSideAsn}`,
    );
  }
  const { transitGatewaysPerGateway: max, gatewaysPerTransitGateway: gatewaysMax } = quotas;
  return (
    checkQuota(
      max,
      gateway.associations.length,
      1,
      `${GATEWAY_WORDS[other.kind]} on a Direct Connect gateway`,
    ) ??
    checkQuota(gatewaysMax, elsewhere.length, 1, `Direct Connect gateways of a transit gateway`) ??
    checkAllowedPrefixes(
      { associatedId: other.id, associatedType: other.kind, prefixes },
      gateway.associations,
      quotas,
    )
  );
}

/** Refuses allowed prefixes that an association cannot have among the others of its gateway. */
export function checkAllowedPrefixes(
  wanted: Pick<Associated, 'associatedId' | 'associatedType'> & { readonly prefixes: readonly string[] },
  associations: readonly Associated[],
  quotas: Quotas,
): Refusal | undefined {
  // Those of a virtual private gateway are neither counted nor compared with anything [LIVE][TF].
  if (wanted.associatedType === 'virtualPrivateGateway') return undefined;
  const max = quotas.prefixesPerTransitGateway;
  const tooMany = checkQuota(max, 0, wanted.prefixes.length, 'allowed prefixes of a transit gateway');
  if (tooMany !== undefined) return tooMany;
  const own = wanted.prefixes.map(knownPrefix);
  for (const { associatedId, allowedPrefixes } of associations) {
    if (associatedId === wanted.associatedId) continue;
    const overlap = firstOverlap(allowedPrefixes.map(knownPrefix), own);
    if (overlap === undefined) continue;
    // The refusal speaks of allowed routes that overlap existing allowed routes [UG26]; its words are a GUESS.
    return refuse(overlapping('The allowed route', overlap, 'the existing allowed route', associatedId));
  }
  return undefined;
}

function overlapping(
  what: string,
  { that, this: present }: { readonly that: Prefix; readonly this: Prefix },
  other: string,
  id: string,
): string {
  return `${what} ${formatPrefix(that)} overlaps ${other} ${formatPrefix(present)} of ${id}`;
}
