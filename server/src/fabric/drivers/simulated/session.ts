import { ESTABLISHED, IDLE, overLimit } from '../../../domain/bgp-peer/causes.ts';
import { whyDown } from '../../../domain/bgp-peer/why-down.ts';
import { pastLimit } from '../../../domain/customer-router/sent.ts';
import type { Announcer } from '../../../domain/customer-router/standard.ts';
import type { SessionTimerState } from '../../../domain/session-timer/lifecycle.ts';
import type { AnnouncedRoute, SessionFact } from '../../fabric.ts';
import type { WantedPeer } from '../../wanted-interface.ts';
import { announcementsOf } from './announcements.ts';

/** The customer's router behind one virtual interface in the simulated world; rows of the store. */
export interface CustomerWorld {
  readonly silenced: boolean;
  /** It has configured BFD, which notices its silence. */
  readonly bfd: boolean;
  /** It flaps, and is away now. */
  readonly fallen: boolean;
  readonly wrongKey: boolean;
  /** The ASN that it uses instead of the configured one. */
  readonly wrongAsn: number | null;
  /** Null: its standard. */
  readonly announcements: readonly AnnouncedRoute[] | null;
  /** When the customer last cleared the sessions. */
  readonly clearedAt: number | null;
}

/** One session as the store knows it: the simulated fabric has no memory. */
export interface SessionWorld {
  /** The customer's router is configured for it. */
  readonly answers: boolean;
  readonly status: 'up' | 'down';
  readonly statusSince: number;
  readonly statusCause: string;
  readonly idleMark: number | null;
  /** What it lives through before it changes. */
  readonly timer: SessionTimerState | null;
}

export const UNTOUCHED_CUSTOMER: CustomerWorld = {
  silenced: false,
  bfd: false,
  fallen: false,
  wrongKey: false,
  wrongAsn: null,
  announcements: null,
  clearedAt: null,
};

export type Session = Pick<SessionFact, 'status' | 'cause' | 'idle' | 'announced'>;

/** What stands around a session. */
export interface Around {
  /** Why nothing gets through below it; undefined when the link is there. */
  readonly blocked: string | undefined;
  readonly router: CustomerWorld;
  readonly session: SessionWorld;
}

/** Whether a session stands though nothing comes from its router: until its hold time is over. */
export function isHeldUp(peer: WantedPeer, { blocked, router, session }: Around): boolean {
  const holds = session.timer === 'holding' || session.timer === 'detecting';
  return holds && session.status === 'up' && router.silenced && blocked === undefined && peer.heldBy === null;
}

/** What becomes of a wanted session in such a world. Pure. */
export function sessionOf(vif: Announcer, peer: WantedPeer, { blocked, router, session }: Around): Session {
  const cleared = router.clearedAt ?? 0;
  const idle = session.idleMark === cleared ? cleared : null;
  const { heldBy, remoteAsn } = peer;
  const interrupted = session.timer === 'interrupted' ? session.statusCause : undefined;
  const cause = whyDown({ blocked, heldBy, interrupted, answers: session.answers, router, remoteAsn });
  // A session that is idle stays so, whatever else happens to it meanwhile.
  if (cause !== undefined) return down(cause, idle);
  const announced = announcementsOf(vif, peer, router.announcements);
  const past = pastLimit(peer.family, announced, peer.prefixLimit);
  if (past !== undefined) return down(overLimit(past, peer.prefixLimit), cleared);
  return idle === null ? { status: 'up', cause: ESTABLISHED, idle, announced } : down(IDLE, idle);
}

const down = (cause: string, idle: number | null): Session => ({
  status: 'down',
  cause,
  idle,
  announced: [],
});
