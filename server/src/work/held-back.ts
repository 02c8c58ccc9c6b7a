import type { Family } from '../domain/addressing/address.ts';
import { networkIn, type Route, type RouteOrigin } from '../domain/routing/route.ts';
import type { HeldBack } from '../domain/routing/site-link.ts';
import { prefixesThrough } from '../domain/routing/through.ts';
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
  const offered = new Map([...unheard, ...offers.to(asked).routes].map((route) => [route.cidr, route]));
  return [
    ...(world.kind === 'virtualGateway' ? world.apart.flatMap((cidr) => heldApart(cidr, world.id)) : []),
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

function heldApart(text: string, gatewayId: string): readonly NotAdvertised[] {
  const network = networkIn(text);
  const reason = `It is of ${gatewayId}, which is not shared with the owner of the virtual interface any more`;
  return network === undefined ? [] : [{ family: network.prefix.family, cidr: network.cidr, reason }];
}

function heldByAssociation(
  one: GatewayAssociation,
  offered: ReadonlyMap<string, Route>,
): readonly NotAdvertised[] {
  const prefixes = one.kind === 'transitGateway' ? one.allowedPrefixes : one.cidrs;
  const through = new Set(prefixesThrough(one));
  return prefixes.flatMap((text) => {
    const network = networkIn(text);
    if (network === undefined) return [];
    const { cidr, prefix } = network;
    const origin = offered.get(cidr)?.origin;
    if (origin?.from === 'network' && origin.gatewayId === one.gatewayId) return [];
    const reason = through.has(cidr) ? takenReason(one, origin) : reasonOf(one);
    return [{ family: prefix.family, cidr, reason }];
  });
}

/** Several have it: the oldest association's counts. */
function takenReason({ gatewayId }: GatewayAssociation, origin: RouteOrigin | undefined): string {
  const winner = origin?.from === 'network' ? origin.gatewayId : 'another gateway';
  return `It is of ${gatewayId}, and of ${winner} too, whose association is older: that one's is advertised`;
}

function reasonOf({ state, gatewayId }: GatewayAssociation): string {
  return isAdvertised(state)
    ? `It is of ${gatewayId}, and lies in none of the allowed prefixes of the association`
    : `The association with ${gatewayId} is ${state}`;
}
