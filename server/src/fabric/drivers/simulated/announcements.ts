import type { AnnouncedRoute } from '../../fabric.ts';
import type { WantedInterface, WantedPeer } from '../../wanted-interface.ts';

/**
 * What the customer's router announces in one session: what somebody has told it to, of the session's family; else its
 * standard. Its own ASN stands in front of every AS path, as routers do.
 */
export function announcementsOf(
  vif: Pick<WantedInterface, 'id' | 'kind' | 'routeFilters'>,
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

/** A public one's approved prefixes; else one /24 and one /64 that look like a customer's network. */
function standardCidrs({ id, kind, routeFilters }: Pick<WantedInterface, 'id' | 'kind' | 'routeFilters'>) {
  if (kind === 'public') return routeFilters;
  const [a, b] = [hash(id, 0x811c9dc5), hash(id, 0x1f83d9ab)];
  // 172.16.0.0/12 and fd00::/8: made-up virtual private clouds are elsewhere. No group of zeros: the text is canonical.
  const group = (value: number) => ((value % 0xffff) + 1).toString(16);
  return [
    `172.${16 + ((a >>> 8) & 0xf)}.${a & 0xff}.0/24`,
    `fd${(a >>> 24).toString(16).padStart(2, '0')}:${group(b >>> 16)}:${group(b & 0xffff)}:${group(a & 0xffff)}::/64`,
  ];
}

/** FNV-1a, mixed once more: ids differ in few letters. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
