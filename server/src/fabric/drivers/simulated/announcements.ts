import { type Announcer, standardCidrs } from '../../../domain/customer-router/standard.ts';
import type { AnnouncedRoute } from '../../fabric.ts';
import type { WantedPeer } from '../../wanted-interface.ts';

/**
 * What the customer's router announces in one session: what somebody has told it to, of the session's family; else its
 * standard. Its own ASN stands in front of every AS path, as routers do.
 */
export function announcementsOf(
  vif: Announcer,
  peer: Pick<WantedPeer, 'family' | 'remoteAsn'>,
  told: readonly AnnouncedRoute[] | null,
): readonly AnnouncedRoute[] {
  const routes = told ?? standardCidrs(vif).map(plain);
  return routes
    .filter(({ cidr }) => cidr.includes(':') === (peer.family === 'ipv6'))
    .map((route) =>
      route.asPath[0] === peer.remoteAsn ? route : { ...route, asPath: [peer.remoteAsn, ...route.asPath] },
    );
}

const plain = (cidr: string): AnnouncedRoute => ({ cidr, asPath: [], med: null, communities: [] });
