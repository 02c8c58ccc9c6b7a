import { portId } from '../domain/inventory/port.ts';
import type { PortFact, SessionFact } from '../fabric/fabric.ts';
import { remembered } from '../domain/remembered.ts';
import { announcedDigest } from '../store/digests.ts';
import { type KnownPortRow, knownPorts, knownSessions } from '../store/queries/edges.ts';
import type { Work } from '../work/context.ts';
import { takePortFact } from '../work/links.ts';
import { takeSessionFact } from '../work/sessions.ts';
import { performAtEdge, type ReconcileParts } from './parts.ts';

/** Takes the fabric's facts into the rows, and lets the states follow from them. */
export function takeFacts(parts: ReconcileParts): () => void {
  return parts.driver.observe(async (facts) => {
    const ports = facts.filter((fact) => fact.kind === 'port');
    for (const [edge, seen] of Map.groupBy(ports, (fact: PortFact) => fact.edge))
      await takePorts(parts, edge, seen);
    const sessions = facts.filter((fact) => fact.kind === 'session');
    for (const [edge, seen] of Map.groupBy(sessions, (fact: SessionFact) => fact.edge))
      await takeSessions(parts, edge, seen);
  });
}

/** Facts are told again and again: what is known already is not worth a unit of work. One read says it of all ports. */
async function takePorts(parts: ReconcileParts, edge: string, facts: readonly PortFact[]): Promise<void> {
  const rows = await knownPorts(parts.store.reader, edge);
  const known = new Map(rows.map((row) => [row.number, lightIn(row)]));
  for (const fact of facts) {
    const before = known.get(fact.number);
    const said = lightIn({ ...fact, encrypted: fact.encrypted ? 1 : 0 });
    // A port that is not known has been given back.
    if (before === undefined || before === said) continue;
    const { edge: deviceId, number, ...light } = fact;
    const seen = {
      port: portId(deviceId, number),
      link: fact.link,
      lit: fact.rxLight !== null,
      encrypted: fact.encrypted,
    };
    const take = (work: Work) => takePortFact(work, { deviceId, number, ...light });
    await performAtEdge(parts, edge, 'port', take, seen);
    known.set(fact.number, said);
  }
}

const lightIn = ({ link, rxLight, txLight, encrypted }: KnownPortRow) =>
  `${link} ${rxLight} ${txLight} ${encrypted}`;

/** What a fact says, and what is known: announcements by their digest; null, which is no fact's, where it is not known. */
type Known = Pick<SessionFact, 'status' | 'cause' | 'idle'> & { readonly digest: string | null };

/** A driver that tells the same announcements again may tell the same list. */
const digestOf = remembered(announcedDigest);

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
    const said = { ...fact, digest: digestOf(fact.announced) };
    if (isTold(told.get(fact.peerId), said)) continue;
    const { edge, peerId, status, cause } = fact;
    const seen = { peerId, status, cause };
    await performAtEdge(parts, edge, 'session', (work) => takeSessionFact(work, fact), seen);
    told.set(fact.peerId, said);
  }
}

async function sessionsKnownAt(parts: ReconcileParts, edge: string): Promise<ReadonlyMap<string, Known>> {
  const rows = await knownSessions(parts.store.reader, edge);
  return new Map(
    rows.map(({ id, status, statusCause: cause, idleMark: idle, digest }) => [
      id,
      { status, cause, idle, digest },
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
      known.digest === fact.digest)
  );
}
