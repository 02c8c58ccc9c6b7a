import { expect, test } from 'vitest';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { surroundingsOf } from './surroundings.ts';

interface Read {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Hears what is read instead of reading it. */
function listener(): { readonly reader: Reader; readonly read: readonly Read[] } {
  const read: Read[] = [];
  const hear = <T>({ sql }: { readonly sql: string }, values: readonly unknown[], answer: T) => {
    read.push({ sql, values });
    return Promise.resolve(answer);
  };
  return {
    read,
    reader: {
      all: (query, ...values) => hear(query, values, []),
      one: (query, ...values) => hear(query, values, undefined),
    },
  };
}

const row = (at: number, changes: Partial<ConnectionRow> = {}): ConnectionRow =>
  ({
    id: `dxcon-fg${at}`,
    account: '111111111111',
    kind: 'dedicated',
    lagId: null,
    parentId: null,
    deviceId: 'EqDC2-1',
    macSec: 0,
    billingMode: 'PayAsYouGo',
    firstUpAt: 1,
    ...changes,
  }) as ConnectionRow;
const page = (count: number, changes: Partial<ConnectionRow> = {}) =>
  Array.from({ length: count }, (_, at) => row(at, changes));

async function readsFor(rows: readonly ConnectionRow[]) {
  const { reader, read } = listener();
  await surroundingsOf(reader, rows);
  return read;
}

test('a page of a hundred connections costs as many reads as a page of two: device, account, virtual interfaces', async () => {
  const [two, hundred] = [await readsFor(page(2)), await readsFor(page(100))];
  expect(two).toHaveLength(3);
  expect(hundred).toHaveLength(3);
  const uses = hundred.filter(({ sql }) => sql.includes('virtual_interface'));
  expect(uses.map(({ values }) => new Set(values).size)).toEqual([100]);
});

test.each([
  ['were never up', { firstUpAt: null }],
  ['are members of a LAG', { lagId: 'dxlag-fg000001' }],
])('of those that %s nobody asks for virtual interfaces', async (_, changes) => {
  const read = await readsFor(page(100, changes));
  expect(read.filter(({ sql }) => sql.includes('virtual_interface'))).toEqual([]);
});

test('few texts ask for any number of them, so that each is prepared once', async () => {
  const counts = [1, 2, 9, 10, 11, 99, 100, 101, 150, 200];
  const reads = await Promise.all(counts.map((count) => readsFor(page(count))));
  const texts = reads.flat().filter(({ sql }) => sql.includes('virtual_interface'));
  expect(new Set(texts.map(({ sql }) => sql)).size).toBe(3);
  const asked = reads.map(
    (read) =>
      new Set(read.filter(({ sql }) => sql.includes('virtual_interface')).flatMap(({ values }) => values))
        .size,
  );
  expect(asked).toEqual(counts);
});
