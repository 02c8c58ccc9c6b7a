import { contains, parsePrefix } from '../../domain/addressing/prefix.ts';
import type { RejectReason } from '../../domain/routing/import.ts';
import type { AcceptedRoute, Route, RouteOrigin } from '../../domain/routing/route.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { heldBack } from '../../work/held-back.ts';
import { type Routing, type SessionRoutes, sessionSince } from '../../work/routing-world.ts';
import { choice, flag, type Infer, integer, list, nullable, object, text, time } from '../schema.ts';
import { iso } from './common.ts';

export const ROUTE_DIRECTIONS = ['accepted', 'advertised'] as const;

export const routeSchema = object(
  {
    direction: choice(ROUTE_DIRECTIONS, 'accepted: from the customer; advertised: to it.'),
    addressFamily: choice(['ipv4', 'ipv6']),
    cidr: text(),
    taken: flag('Whether it is accepted, or advertised.'),
    reason: text({ description: 'Why it is, or is not.' }),
    asPath: list(integer()),
    med: nullable(integer()),
    communities: list(text(), { description: 'All of them, those included that customers are not shown.' }),
    since: nullable(time('Since when its source has it.')),
  },
  { title: 'Route' },
);
type RouteView = Infer<typeof routeSchema>;

/**
 * Every route of a virtual interface, and every one that is none, with the reason: accepted before advertised.
 *
 * @param told prefixes that its customer's router was told to announce (the simulated world)
 */
export function routeViews(
  row: VirtualInterfaceRow,
  routing: Routing,
  told: readonly string[],
): readonly RouteView[] {
  const { sessions, offer } = routing;
  return [
    ...sessions.flatMap((session) => acceptedViews(row, session)),
    ...sessions.flatMap((session) => unheardViews(session, told)),
    ...offer.routes.map((route) => advertisedView(route, offer.routes, sessions)),
    ...heldBack(routing).map(({ family, cidr, reason }) => refused('advertised', family, cidr, reason)),
  ];
}

function acceptedViews(row: VirtualInterfaceRow, { peer, imported }: SessionRoutes): readonly RouteView[] {
  if (imported.outcome === 'maximumPrefixes') {
    const { cidrs, announced, limit } = imported;
    const why = `Held back, past the limit: ${announced} prefixes are announced, ${limit} are accepted, so none is`;
    return cidrs.map((cidr) => refused('accepted', peer.addressFamily, cidr, why));
  }
  const reason = (route: AcceptedRoute) =>
    row.kind === 'public'
      ? `It is registered; it goes ${SCOPES[route.scope]}`
      : `Any prefix is; local preference ${route.localPreference}, ${route.preference === null ? `unmarked (${route.remotePreference} from other Regions)` : `marked ${route.preference}`}`;
  return [
    ...imported.routes.map((route) => viewOf(route, 'accepted', reason(route), route.installedAt)),
    ...imported.rejected.map(({ cidr, reason: why }) =>
      refused('accepted', peer.addressFamily, cidr, REJECTIONS[why]),
    ),
  ];
}

/** What its customer's router would announce, were the session there. */
function unheardViews({ peer }: SessionRoutes, told: readonly string[]): readonly RouteView[] {
  if (peer.status === 'up') return [];
  return told
    .filter((cidr) => parsePrefix(cidr)?.family === peer.addressFamily)
    .map((cidr) => refused('accepted', peer.addressFamily, cidr, `The session is down: ${peer.statusCause}`));
}

const SCOPES = { region: 'to its Region', continent: 'to its continent', global: 'everywhere' };
const REJECTIONS: Readonly<Record<RejectReason, string>> = {
  notAPrefix: 'It is no network',
  loop: "The AS path has the service's own ASN in it",
  notRegistered: 'It is none of the prefixes that are registered for this virtual interface',
};

function advertisedView(
  route: Route,
  beside: readonly Route[],
  sessions: readonly SessionRoutes[],
): RouteView {
  const up = sessionSince(sessions, route.family) ?? 0;
  const since = Math.max(up, route.installedAt ?? 0);
  const reason = `${originText(route.origin)}${overlapText(route, beside)}`;
  return viewOf(route, 'advertised', reason, since === 0 ? null : since);
}

/** Networks of two gateways that meet, which the service leaves to its customers to avoid [UG23]. */
function overlapText({ prefix, origin }: Route, beside: readonly Route[]): string {
  if (origin.from !== 'network') return '';
  const other = beside.find(
    (one) =>
      one.origin.from === 'network' &&
      one.origin.gatewayId !== origin.gatewayId &&
      (contains(one.prefix, prefix) || contains(prefix, one.prefix)),
  );
  if (other?.origin.from !== 'network') return '';
  return `; ${other.cidr} of ${other.origin.gatewayId} overlaps it, and the longer prefix wins`;
}

function originText(origin: RouteOrigin): string {
  if (origin.from === 'network') return `It is of ${origin.gatewayId}`;
  if (origin.from === 'siteLink') return `SiteLink: ${origin.virtualInterfaceId} has accepted it`;
  return origin.from === 'public' ? 'It is one of the public prefixes' : 'Its customer announces it';
}

function viewOf(
  route: Route,
  direction: RouteView['direction'],
  reason: string,
  since: number | null,
): RouteView {
  return {
    direction,
    addressFamily: route.family,
    cidr: route.cidr,
    taken: true,
    reason,
    asPath: route.asPath.flatMap(({ path }) => path),
    med: route.med,
    communities: route.communities,
    since: since === null ? null : iso(since),
  };
}

function refused(
  direction: RouteView['direction'],
  addressFamily: 'ipv4' | 'ipv6',
  cidr: string,
  reason: string,
): RouteView {
  return {
    direction,
    addressFamily,
    cidr,
    taken: false,
    reason,
    asPath: [],
    med: null,
    communities: [],
    since: null,
  };
}
