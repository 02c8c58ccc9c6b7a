import { sentBy } from '../../../domain/customer-router/sent.ts';
import { type Announcer, standardCidrs } from '../../../domain/customer-router/standard.ts';
import { remembered } from '../../../domain/remembered.ts';
import type { AnnouncedRoute } from '../../fabric.ts';
import type { WantedPeer } from '../../wanted-interface.ts';

/**
 * What the customer's router announces in one session: what somebody has told it to, of the session's family; else its
 * standard.
 */
export function announcementsOf(
  vif: Announcer,
  peer: Pick<WantedPeer, 'family' | 'remoteAsn'>,
  told: readonly AnnouncedRoute[] | null,
): readonly AnnouncedRoute[] {
  if (told === null) return sent(standardCidrs(vif).map(plain), peer);
  // The same list each time, so that who hears of it sees that it is the same.
  const known = sentOf(told);
  const as = `${peer.family} ${peer.remoteAsn}`;
  const list = known.get(as) ?? sent(told, peer);
  known.set(as, list);
  return list;
}

/** What becomes of a list that is told, by family and ASN. */
const sentOf = remembered<readonly AnnouncedRoute[], Map<string, readonly AnnouncedRoute[]>>(() => new Map());

function sent(
  routes: readonly AnnouncedRoute[],
  { family, remoteAsn }: Pick<WantedPeer, 'family' | 'remoteAsn'>,
): readonly AnnouncedRoute[] {
  return sentBy(
    remoteAsn,
    routes.filter(({ cidr }) => cidr.includes(':') === (family === 'ipv6')),
  );
}

const plain = (cidr: string): AnnouncedRoute => ({ cidr, asPath: [], med: null, communities: [] });
