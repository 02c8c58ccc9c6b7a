import type { PortFact, SessionFact } from '../fabric/fabric.ts';
import { knownSessions } from '../store/queries/edges.ts';
import { port } from '../store/queries/inventory.ts';
import { takePortFact } from '../work/links.ts';
import { type InstalledRoute, sameAnnounced, takeSessionFact } from '../work/sessions.ts';
import { performAtEdge, type ReconcileParts } from './parts.ts';

/** Takes the fabric's facts into the rows, and lets the states follow from them. */
export function takeFacts(parts: ReconcileParts): () => void {
  return parts.driver.observe(async (facts) => {
    for (const fact of facts) if (fact.kind === 'port') await takePort(parts, fact);
    const sessions = facts.filter((fact) => fact.kind === 'session');
    for (const [edge, seen] of Map.groupBy(sessions, (fact: SessionFact) => fact.edge))
      await takeSessions(parts, edge, seen);
  });
}

async function takePort(parts: ReconcileParts, fact: PortFact): Promise<void> {
  // Facts are told again and again: what is known already is not worth a unit of work.
  if (await isKnown(parts, fact)) return;
  const { edge: deviceId, ...rest } = fact;
  await performAtEdge(parts, deviceId, 'port', (work) => takePortFact(work, { deviceId, ...rest }));
}

async function isKnown(parts: ReconcileParts, fact: PortFact): Promise<boolean> {
  const row = await port(parts.store.reader, fact.edge, fact.number);
  return (
    row !== undefined &&
    row.link === fact.link &&
    row.rxLight === fact.rxLight &&
    row.txLight === fact.txLight &&
    row.encrypted === (fact.encrypted ? 1 : 0)
  );
}

type Known = Pick<SessionFact, 'status' | 'cause' | 'idle' | 'announced'>;

/** Sessions of one edge: one read says what is known of all; virtual interfaces do not wait for each other. */
async function takeSessions(
  parts: ReconcileParts,
  edge: string,
  facts: readonly SessionFact[],
): Promise<void> {
  const known = await sessionsKnownAt(parts, edge);
  const byInterface = Map.groupBy(facts, ({ virtualInterfaceId }) => virtualInterfaceId);
  await Promise.all(Array.from(byInterface.values(), (seen) => takeInTurn(parts, known, seen)));
}

async function takeInTurn(
  parts: ReconcileParts,
  known: ReadonlyMap<string, Known>,
  facts: readonly SessionFact[],
): Promise<void> {
  const told = new Map(facts.map(({ peerId }) => [peerId, known.get(peerId)]));
  for (const fact of facts) {
    if (isTold(told.get(fact.peerId), fact)) continue;
    await performAtEdge(parts, fact.edge, 'session', (work) => takeSessionFact(work, fact));
    told.set(fact.peerId, fact);
  }
}

async function sessionsKnownAt(parts: ReconcileParts, edge: string): Promise<ReadonlyMap<string, Known>> {
  const rows = await knownSessions(parts.store.reader, edge);
  return new Map(
    rows.map(({ id, status, statusCause: cause, idleMark: idle, routes }) => [
      id,
      { status, cause, idle, announced: routes === null ? [] : (JSON.parse(routes) as InstalledRoute[]) },
    ]),
  );
}

/** Whether a fact says nothing new. A peer that is not known has gone. */
function isTold(known: Known | undefined, fact: Known): boolean {
  return (
    known === undefined ||
    (known.status === fact.status &&
      known.cause === fact.cause &&
      known.idle === fact.idle &&
      known.announced.length === fact.announced.length &&
      known.announced.every((one, index) => sameAnnounced(one, fact.announced[index])))
  );
}
