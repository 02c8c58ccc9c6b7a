import { remembered } from '../remembered.ts';
import type { Family } from '../addressing/address.ts';
import { prefixesAnnounced } from '../routing/import.ts';
import type { Announcement } from '../routing/route.ts';

/** Its own ASN stands in front of every AS path that a router sends; where it is there already nothing is added. */
export function sentBy<Route extends Pick<Announcement, 'asPath'>>(
  asn: number,
  routes: readonly Route[],
): readonly Route[] {
  return routes.map((route) =>
    route.asPath[0] === asn ? route : { ...route, asPath: [asn, ...route.asPath] },
  );
}

/** How many prefixes a session announces where they are more than it takes (fidelity 6.7); undefined where they are not. */
export function pastLimit(
  family: Family,
  announced: readonly Announcement[],
  limit: number,
): number | undefined {
  // Few announcements are not too many prefixes: most sessions are never counted.
  if (announced.length <= limit) return undefined;
  const prefixes = prefixesOf[family](announced);
  return prefixes > limit ? prefixes : undefined;
}

const prefixesOf = {
  ipv4: remembered((announced: readonly Announcement[]) => prefixesAnnounced('ipv4', announced)),
  ipv6: remembered((announced: readonly Announcement[]) => prefixesAnnounced('ipv6', announced)),
};
