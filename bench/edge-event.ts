import { join } from 'node:path';
import { applyEdges } from '../server/src/reconcile/edges.ts';
import { takeFacts } from '../server/src/reconcile/facts.ts';
import { openSqlite } from '../server/src/store/sqlite/open.ts';
import type { Store } from '../server/src/store/store.ts';
import {
  announce,
  announcements,
  interfaceId,
  reconcileParts,
  seedEdge,
} from '../server/test/store/edge-rows.ts';
import { scratch } from './processes.ts';
import { median, ms, printTable, ratio } from './table.ts';

const ROUTES = 100;
const EDGES = [
  ['some', 1],
  ['many', 1_000],
] as const;
const ROUNDS = 15;

/**
 * One customer announces something else: what it takes until the service knows, on an edge with one virtual interface and
 * on one with a thousand. The ratio is of the processor's time: what a sync to the disk takes is the same for both.
 */
export async function benchEdgeEvent(): Promise<void> {
  const store = openSqlite(join(scratch(), 'bench.db'));
  const parts = reconcileParts(store);
  const unobserve = takeFacts(parts);
  for (const [edge, count] of EDGES) await seedEdge(store, edge, { count, routes: ROUTES });
  // Everything comes up, and is looked at once more.
  while ((await applyEdges(parts)) > 0);
  const times = EDGES.map(() => [] as Taken[]);
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const [at, [edge]] of EDGES.entries()) times[at]?.push(await eventOn(store, parts, edge, round));
  unobserve();
  await parts.leases.close();
  await store.close();
  const [few, many] = times.map((all) => ({
    wall: median(all.map(({ wall }) => wall)),
    cpu: median(all.map(({ cpu }) => cpu)),
  }));
  if (few === undefined || many === undefined) return;
  printTable(`One customer of an edge announces ${ROUTES} other routes`, [
    ['virtual interfaces', 'median', 'processor', '÷ one'],
    ['1', ms(few.wall), ms(few.cpu), '1.00'],
    ['1,000', ms(many.wall), ms(many.cpu), ratio(many.cpu, few.cpu)],
  ]);
}

/** Milliseconds: on the wall's clock, and of the processor. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

async function eventOn(
  store: Store,
  parts: Parameters<typeof applyEdges>[0],
  edge: string,
  round: number,
): Promise<Taken> {
  const told = announcements(ROUTES, round);
  const [began, before] = [performance.now(), process.cpuUsage()];
  await announce(store, edge, interfaceId(edge, 1), told);
  await applyEdges(parts);
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1_000 };
}
