import { expect, test } from 'vitest';
import type { Reader } from '../store/store.ts';
import { virtualInterface } from '../store/tables/interface-rows.testing.ts';
import { routingMark } from './routing-mark.ts';
import { routingOf } from './routing-world.ts';

const ROW = virtualInterface({ id: 'dxvif-fgabcdef' });
const NETWORK = { prefixes: [], placeOf: (region: string) => ({ region, continent: 'america' }) };

/** How often something reads rows of which table. */
async function readsOf(
  read: (reader: Reader) => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  const reads: Record<string, number> = {};
  const hear = <T>(sql: string, answer: T) => {
    const table = /from (\w+)/.exec(sql)?.[1] ?? '';
    reads[table] = (reads[table] ?? 0) + 1;
    return Promise.resolve(answer);
  };
  await read({ all: ({ sql }) => hear(sql, []), one: ({ sql }) => hear(sql, undefined) });
  return reads;
}

test.each([
  ['a public one', { kind: 'public' }],
  ['one on a virtual private gateway', { virtualGatewayId: 'vgw-1' }],
  ['one on a gateway', { directConnectGatewayId: 'gateway' }],
  ['one with SiteLink', { directConnectGatewayId: 'gateway', siteLink: 1 }],
] as const)('the routes of %s follow from no rows that the mark does not look at', async (_, special) => {
  const row = { ...ROW, ...special };
  const followed = await readsOf((reader) => routingOf(reader, row, NETWORK));
  const marked = await readsOf((reader) => routingMark(reader, row));
  expect(followed['adj_rib_in']).toBeGreaterThan(0);
  const unmarked = Object.entries(followed).filter(([table, count]) => (marked[table] ?? 0) < count);
  expect(unmarked).toEqual([]);
});
