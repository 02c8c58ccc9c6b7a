import { join } from 'node:path';
import { applyEdges } from '../server/src/reconcile/edges.ts';
import { takeFacts } from '../server/src/reconcile/facts.ts';
import { openSqlite } from '../server/src/store/sqlite/open.ts';
import { interfaceId, reconcileParts, seedEdge } from '../server/test/store/edge-rows.ts';
import { routesLister } from '../server/test/store/route-pages.ts';
import { scratch } from './processes.ts';
import { median, ms, printTable, ratio } from './table.ts';

const EDGE = 'edge';
/** As many as a gateway carries, and as many prefixes as each may announce (fidelity 5). */
const INTERFACES = 30;
const PREFIXES = 1_000;
const PAGE = 100;
const ROUNDS = 5;

/** All pages of the routes of one virtual interface on a full gateway, against its first page. */
export async function benchRoutePages(): Promise<void> {
  const store = openSqlite(join(scratch(), 'bench.db'));
  const parts = reconcileParts(store);
  const unobserve = takeFacts(parts);
  const vif = {
    virtualGatewayId: null,
    directConnectGatewayId: 'gateway',
    siteLink: 1,
    prefixCountV4: PREFIXES,
  };
  await seedEdge(store, EDGE, { count: INTERFACES, routes: PREFIXES, vif });
  while ((await applyEdges(parts)) > 0);
  unobserve();
  await parts.leases.close();
  const list = routesLister(store.reader);
  const walks: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: number[] = [];
    let before = process.cpuUsage();
    await list(interfaceId(EDGE, 1), PAGE, () => {
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
      before = process.cpuUsage();
    });
    walks.push(times);
  }
  await store.close();
  const first = median(walks.map(([one = 0]) => one));
  const all = median(walks.map((times) => times.reduce((sum, one) => sum + one, 0)));
  printTable(
    `Routes of one of ${INTERFACES} virtual interfaces with ${PREFIXES} prefixes each, in pages of ${PAGE}`,
    [
      ['what', 'processor', '÷ first page'],
      ['first page', ms(first), '1.00'],
      [`all ${walks[0]?.length ?? 0} pages`, ms(all), ratio(all, first)],
    ],
  );
}
