import { flapLifecycle } from '../domain/flap/lifecycle.ts';
import { enter } from '../domain/lifecycle.ts';
import { textDigest } from '../store/digests.ts';
import { peersOf } from '../store/queries/bgp-peers.ts';
import { customerRouter, flapOf } from '../store/queries/customer-routers.ts';
import { bgpPeers } from '../store/tables/bgp-peers.ts';
import {
  type CustomerRouterRow,
  customerRouters,
  type FlapRow,
  flaps,
} from '../store/tables/customer-routers.ts';
import type { VirtualInterfaceRow } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { beginTimers, endTimers, isHold } from './session-timers.ts';

const UNTOUCHED = {
  silenced: 0,
  bfd: 0,
  wrongKey: 0,
  wrongAsn: null,
  announcements: null,
  announcementsDigest: null,
  clearedAt: null,
  revision: 1,
} as const satisfies Partial<CustomerRouterRow>;

export type RouterChanges = Partial<
  Pick<CustomerRouterRow, 'silenced' | 'bfd' | 'wrongKey' | 'wrongAsn' | 'announcements' | 'clearedAt'>
>;

/** Changes the customer's router behind a virtual interface of the simulated world; the fabric looks again. */
export async function changeRouter(
  work: Work,
  row: VirtualInterfaceRow,
  changes: RouterChanges,
): Promise<void> {
  const router = await customerRouter(work.reader, row.id);
  const after = { ...changes, ...digestOf(changes) };
  if (router !== undefined) work.write.update(customerRouters, router, after);
  else work.write.insert(customerRouters, { virtualInterfaceId: row.id, ...UNTOUCHED, ...after });
  await markDirty(work, row.deviceId);
}

function digestOf({ announcements }: RouterChanges): Partial<CustomerRouterRow> {
  if (announcements === undefined) return {};
  return { announcementsDigest: announcements === null ? null : textDigest(announcements) };
}

/** The router says nothing any more: its sessions stand until their hold time is over (fidelity 6.1) [UG26]. */
export async function silence(work: Work, row: VirtualInterfaceRow): Promise<void> {
  const router = await customerRouter(work.reader, row.id);
  if (router?.silenced === 1) return;
  const up = (await peersOf(work.reader, row.id)).filter(({ status }) => status === 'up');
  await beginTimers(work, row.id, up, router?.bfd === 1 ? 'detecting' : 'holding');
  await changeRouter(work, row, { silenced: 1 });
}

/** The customer's router speaks: it is not silenced, and does not flap. */
export async function answer(work: Work, row: VirtualInterfaceRow): Promise<void> {
  await configurePeers(work, row);
  await stopFlap(work, row);
  await endTimers(work, row.id, isHold);
  await changeRouter(work, row, { silenced: 0 });
}

/**
 * The router is configured for each peer; where nothing does it by itself (`manual`), this is how it begins. One that is yet
 * to be verified or set up finds it waiting.
 */
async function configurePeers(work: Work, row: VirtualInterfaceRow): Promise<void> {
  for (const peer of await peersOf(work.reader, row.id)) {
    if (peer.state === 'deleting' || peer.answers === 1) continue;
    // The timer that would do it has nothing to do any more; those before it have.
    const over = peer.state === 'available' ? { dueAt: null } : {};
    work.write.update(bgpPeers, peer, { answers: 1, ...over });
  }
}

/** The customer clears its sessions: those that were idle may come again, those that were up fall for a moment. */
export async function clearSessions(work: Work, row: VirtualInterfaceRow): Promise<void> {
  await changeRouter(work, row, await nextClearing(work, row));
}

/** Each clearing is another one, however fast they follow. */
async function nextClearing(work: Work, row: VirtualInterfaceRow): Promise<{ readonly clearedAt: number }> {
  const before = (await customerRouter(work.reader, row.id))?.clearedAt ?? 0;
  return { clearedAt: Math.max(work.now, before + 1) };
}

export interface FlapWish {
  readonly times: number;
  readonly downMs: number;
  readonly upMs: number;
}

/** Lets the router fall now, and rise again, so many times; one that flaps already begins anew. */
export async function startFlap(work: Work, row: VirtualInterfaceRow, wish: FlapWish): Promise<void> {
  const phase = enter(flapLifecycle, 'fallen', work.now, work.durations);
  const { times, downMs, upMs } = wish;
  const flap = { ...phase, dueAt: work.now + downMs, falls: times - 1, downMs, upMs };
  const running = await flapOf(work.reader, row.id);
  if (running !== undefined) work.write.update(flaps, running, flap);
  else work.write.insert(flaps, { virtualInterfaceId: row.id, ...flap, revision: 1 } satisfies FlapRow);
  await markDirty(work, row.deviceId);
}

async function stopFlap(work: Work, row: VirtualInterfaceRow): Promise<void> {
  const running = await flapOf(work.reader, row.id);
  if (running !== undefined) work.write.remove(flaps, running);
}

/** Everything as it was before somebody touched it: no fault, no flap, its standard announcements, no session idle. */
export async function repairRouter(work: Work, row: VirtualInterfaceRow): Promise<void> {
  const idle = (await peersOf(work.reader, row.id)).some(({ idleMark }) => idleMark !== null);
  const cleared = idle ? await nextClearing(work, row) : {};
  await configurePeers(work, row);
  await stopFlap(work, row);
  await endTimers(work, row.id, isHold);
  const { silenced, bfd, wrongKey, wrongAsn, announcements } = UNTOUCHED;
  await changeRouter(work, row, { silenced, bfd, wrongKey, wrongAsn, announcements, ...cleared });
}
