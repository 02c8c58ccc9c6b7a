import type { Family } from '../addressing/address.ts';
import type { VirtualInterfaceKind } from '../virtual-interface/kind.ts';
import { insidePath } from './as-path.ts';
import { LOCAL_PREFERENCES, preferenceOf, SCOPE_COMMUNITIES, scopeOf } from './communities.ts';
import {
  type AcceptedRoute,
  type Announcement,
  compareRoutes,
  networkIn,
  type Preference,
  sequence,
} from './route.ts';

/** A virtual interface, as far as taking routes from its customer goes. */
export interface ImportingInterface {
  readonly id: string;
  readonly kind: VirtualInterfaceKind;
  /** The service's side: the gateway's ASN, 7224 on public ones. */
  readonly amazonSideAsn: number;
  readonly siteLink: boolean;
  /** Prefixes of one session: what is allocated to it, 1,000 on public ones (fidelity 5, 11.1). */
  readonly prefixLimits: Readonly<Record<Family, number>>;
  /** Public ones: the prefixes that are registered. */
  readonly routeFilters: readonly string[];
}

/** Why an announcement is not taken: no network in its text, our own ASN in its path, or a prefix that is not registered. */
export type RejectReason = 'notAPrefix' | 'loop' | 'notRegistered';

export interface RejectedAnnouncement {
  readonly cidr: string;
  readonly reason: RejectReason;
}

/** What becomes of a session's announcements. Past the limit the session ends (fidelity 6.7): nothing is accepted. */
export type Import =
  | {
      readonly outcome: 'accepted';
      /** By prefix. */
      readonly routes: readonly AcceptedRoute[];
      readonly rejected: readonly RejectedAnnouncement[];
    }
  | {
      readonly outcome: 'maximumPrefixes';
      readonly announced: number;
      readonly limit: number;
      /** What is announced, and not taken for it. */
      readonly cidrs: readonly string[];
    };

interface Heard {
  readonly announcement: Announcement;
  readonly network: NonNullable<ReturnType<typeof networkIn>>;
}

/**
 * What is accepted of what a customer announces in its session of one family (fidelity 6.3, 6.5); announcements of the
 * other family are none of this session's. Of two announcements of one prefix the later counts, as in BGP. The limit counts
 * what is announced, whether or not it would be taken (GUESS).
 */
export function acceptedOf(
  vif: ImportingInterface,
  family: Family,
  announcements: readonly Announcement[],
): Import {
  const { heard, rejected } = heardIn(family, announcements);
  const limit = vif.prefixLimits[family];
  if (heard.size > limit)
    return { outcome: 'maximumPrefixes', announced: heard.size, limit, cidrs: [...heard.keys()] };
  const reasonFor = policyOf(vif);
  const routes: AcceptedRoute[] = [];
  for (const one of heard.values()) {
    const reason = reasonFor(one);
    if (reason === undefined) routes.push(routeOf(vif, one));
    else rejected.push({ cidr: one.network.cidr, reason });
  }
  return { outcome: 'accepted', routes: routes.toSorted(compareRoutes), rejected };
}

/** How many prefixes a session of one family announces: each once, however often it is said. The limit counts these. */
export function prefixesAnnounced(family: Family, announcements: readonly Announcement[]): number {
  return heardIn(family, announcements).heard.size;
}

/** The prefixes of one family in what is announced, and what is none. */
function heardIn(family: Family, announcements: readonly Announcement[]) {
  const rejected: RejectedAnnouncement[] = [];
  const heard = new Map<string, Heard>();
  for (const announcement of announcements) {
    const network = networkIn(announcement.cidr);
    if (network === undefined) rejected.push({ cidr: announcement.cidr, reason: 'notAPrefix' });
    else if (network.prefix.family === family) heard.set(network.cidr, { announcement, network });
  }
  return { heard, rejected };
}

/** Any prefix on private and transit ones [UG26]; on public ones those that are registered [UG26], exactly (GUESS). */
function policyOf({ kind, amazonSideAsn, routeFilters }: ImportingInterface) {
  const registered = new Set(routeFilters.map((cidr) => networkIn(cidr)?.cidr));
  return ({ announcement, network }: Heard): RejectReason | undefined => {
    if (announcement.asPath.includes(amazonSideAsn)) return 'loop';
    return kind === 'public' && !registered.has(network.cidr) ? 'notRegistered' : undefined;
  };
}

function routeOf(vif: ImportingInterface, { announcement, network }: Heard): AcceptedRoute {
  const { asPath, communities, med, installedAt = null } = announcement;
  const isPublic = vif.kind === 'public';
  const preference = isPublic ? null : preferenceOf(communities);
  return {
    family: network.prefix.family,
    cidr: network.cidr,
    prefix: network.prefix,
    asPath: sequence(asPath),
    communities: isPublic ? supported(communities) : communities,
    med,
    origin: { from: 'customer', virtualInterfaceId: vif.id },
    installedAt,
    localPreference: LOCAL_PREFERENCES[preference ?? 'medium'],
    remotePreference: remotePreference(vif, preference),
    preference,
    pathLength: isPublic ? insidePath(asPath).length : asPath.length,
    scope: isPublic ? scopeOf(communities) : 'global',
  };
}

/**
 * Unmarked routes are worth less in other Regions [UG26]; not those of SiteLink, where a shorter path wins over the same
 * Region (fidelity 6.6) [UG23], and not public ones, which know no local preference.
 */
function remotePreference({ kind, siteLink }: ImportingInterface, preference: Preference | null): number {
  if (preference !== null) return LOCAL_PREFERENCES[preference];
  return kind === 'public' || siteLink ? LOCAL_PREFERENCES.medium : LOCAL_PREFERENCES.elsewhere;
}

/** Communities that are not supported are removed on public ones [UG26]. */
function supported(communities: readonly string[]): readonly string[] {
  return communities.filter((one) => Object.hasOwn(SCOPE_COMMUNITIES, one));
}
