import type { Family } from '../domain/addressing/address.ts';
import { networkIn } from '../domain/routing/route.ts';
import type { HeldBack } from '../domain/routing/site-link.ts';
import { type GatewayAssociation, isAdvertised } from '../domain/routing/world.ts';
import type { Routing } from './routing-world.ts';

/** A prefix that is there and is not advertised, and why. */
export interface NotAdvertised {
  readonly family: Family;
  readonly cidr: string;
  readonly reason: string;
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** All that a virtual interface's customer is not offered, whatever holds it back. */
export function heldBack({ asked, offers, world }: Routing): readonly NotAdvertised[] {
  const silent = FAMILIES.filter((family) => !asked.families.includes(family));
  const unheard = offers.to({ ...asked, families: silent }).routes;
  const associations = world.kind === 'gateway' ? world.associations : [];
  const offered = new Set([...unheard, ...offers.to(asked).routes].map(({ cidr }) => cidr));
  return [
    ...associations.flatMap((one) => heldByAssociation(one, offered)),
    ...offers.heldBackFrom(asked).map(heldOverSiteLink),
    ...unheard.map(({ family, cidr }) => ({ family, cidr, reason: `No ${family} session is up` })),
  ];
}

function heldOverSiteLink({ family, cidr, reason, virtualInterfaceId: best }: HeldBack): NotAdvertised {
  const texts = {
    pastLimit: `Held back, past the limit of 1,000 prefixes over SiteLink: ${best} has accepted it`,
    notForOthers: `Held back: ${best} has the best route, which is marked NO_EXPORT or NO_ADVERTISE`,
    ownIsBest: 'Held back: its own customer has the best route, and nothing goes back to where it came from',
  };
  return { family, cidr, reason: texts[reason] };
}

function heldByAssociation(
  one: GatewayAssociation,
  offered: ReadonlySet<string>,
): readonly NotAdvertised[] {
  const prefixes = one.kind === 'transitGateway' ? one.allowedPrefixes : one.cidrs;
  return prefixes.flatMap((text) => {
    const network = networkIn(text);
    if (network === undefined || offered.has(network.cidr)) return [];
    return [{ family: network.prefix.family, cidr: network.cidr, reason: reasonOf(one) }];
  });
}

function reasonOf({ state, gatewayId }: GatewayAssociation): string {
  return isAdvertised(state)
    ? `It is of ${gatewayId}, and lies in none of the allowed prefixes of the association`
    : `The association with ${gatewayId} is ${state}`;
}
