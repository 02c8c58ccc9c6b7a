import type { Family } from '../addressing/address.ts';
import { PUBLIC_AMAZON_ASN } from '../virtual-interface/amazon-asn.ts';
import { NO_EXPORT, SAME_CONTINENT, SAME_REGION } from './communities.ts';
import { compareRoutes, networkIn, type Route, type RouteOrigin, sequence } from './route.ts';
import { exchangeOf, type HeldBack } from './site-link.ts';
import { prefixesThrough } from './through.ts';
import {
  type GatewayAssociation,
  type GatewayWorld,
  type OfferedInterface,
  type Place,
  type PublicWorld,
  type VirtualGatewayWorld,
  type World,
} from './world.ts';

/** What a virtual interface's customer is offered. */
export interface Offer {
  /** Of the families that it has sessions for; by family, then by prefix; one route a prefix. */
  readonly routes: readonly Route[];
  /** Prefixes of other virtual interfaces with SiteLink that the limit of 1,000 keeps back. */
  readonly withheld: Readonly<Record<Family, number>>;
}

/** What each virtual interface in one routing table is offered, and what of its others with SiteLink it is not. */
export interface Offers {
  to(vif: OfferedInterface): Offer;
  heldBackFrom(vif: OfferedInterface): readonly HeldBack[];
}

const NONE_WITHHELD = { ipv4: 0, ipv6: 0 };

/** What one virtual interface is offered (fidelity 6.4 to 6.6). For several of one world, `offersIn` reads it once. */
export function offeredTo(vif: OfferedInterface, world: World): Offer {
  return offersIn(world).to(vif);
}

/** What the virtual interfaces of one world are offered: what they have in common is computed once. */
export function offersIn(world: World): Offers {
  if (world.kind === 'gateway') return gatewayOffers(world);
  const routesFor = world.kind === 'public' ? publicRoutes(world) : directRoutes(world);
  return {
    to: (vif) => ({
      routes: routesFor(vif).filter(({ family }) => vif.families.includes(family)),
      withheld: NONE_WITHHELD,
    }),
    heldBackFrom: () => [],
  };
}

/** A virtual private gateway itself: its VPC's prefixes, from its ASN [UG23]. */
function directRoutes({ id, asn, cidrs, times }: VirtualGatewayWorld): () => readonly Route[] {
  const routes = uniqueRoutes(
    cidrs.map((cidr) => made(cidr, [asn], { from: 'network', gatewayId: id }, times.get(cidr) ?? null)),
  );
  return () => routes;
}

function gatewayOffers({ asn, associations, siblings }: GatewayWorld): Offers {
  // Of a prefix that several bring the first one's, which is the oldest association's.
  const own = uniqueRoutes(associations.flatMap((one) => associationRoutes(one, asn)));
  // What the gateway has of its own wins over what a customer says of the same prefix (GUESS: as on any BGP router).
  const exchange = exchangeOf(asn, siblings, new Set(own.map(({ cidr }) => cidr)));
  return {
    to(vif) {
      const routes = own.filter(({ family }) => vif.families.includes(family));
      if (!vif.siteLink) return { routes, withheld: NONE_WITHHELD };
      const withheld = { ...NONE_WITHHELD };
      for (const family of vif.families) {
        const heard = exchange.offer(vif, family);
        withheld[family] = heard.withheld;
        routes.push(...heard.routes);
      }
      return { routes: routes.toSorted(compareRoutes), withheld };
    },
    heldBackFrom: (vif) =>
      vif.siteLink ? vif.families.flatMap((family) => exchange.heldBack(vif, family)) : [],
  };
}

/** What an association brings, from the gateway's ASN. */
function associationRoutes(association: GatewayAssociation, asn: number): readonly (Route | undefined)[] {
  const { gatewayId, times } = association;
  return prefixesThrough(association).map((cidr) =>
    made(cidr, [asn], { from: 'network', gatewayId }, times.get(cidr) ?? null),
  );
}

/** An AS path of at least 3 [UG26]; which ASNs stand in it is a GUESS. */
const PUBLIC_PATH = [PUBLIC_AMAZON_ASN, PUBLIC_AMAZON_ASN, PUBLIC_AMAZON_ASN];

/** The operator's public prefixes, marked with how far away they are (fidelity 6.5). */
function publicRoutes({ prefixes }: PublicWorld): (vif: OfferedInterface) => readonly Route[] {
  const routes = uniqueRoutes(prefixes.map(({ cidr }) => made(cidr, PUBLIC_PATH, { from: 'public' }, null)));
  const places = new Map(prefixes.map(({ cidr, place }) => [networkIn(cidr)?.cidr, place]));
  return (vif) =>
    routes.map((route) => ({
      ...route,
      communities: [NO_EXPORT, ...distance(vif.place, places.get(route.cidr) ?? null)],
    }));
}

/** The mark of the location's Region or of its continent; others have none [UG26]. */
function distance(here: Place, there: Place | null): readonly string[] {
  if (there?.region === here.region) return [SAME_REGION];
  return there?.continent === here.continent ? [SAME_CONTINENT] : [];
}

function made(
  cidr: string,
  asPath: readonly number[],
  origin: RouteOrigin,
  installedAt: number | null,
): Route | undefined {
  const network = networkIn(cidr);
  return network === undefined
    ? undefined
    : {
        family: network.prefix.family,
        cidr: network.cidr,
        prefix: network.prefix,
        asPath: sequence(asPath),
        communities: [],
        med: null,
        origin,
        installedAt,
      };
}

/** By prefix, each prefix once: the first that brings it. */
function uniqueRoutes(routes: readonly (Route | undefined)[]): readonly Route[] {
  const unique = new Map<string, Route>();
  for (const route of routes)
    if (route !== undefined && !unique.has(route.cidr)) unique.set(route.cidr, route);
  return [...unique.values()].toSorted(compareRoutes);
}
