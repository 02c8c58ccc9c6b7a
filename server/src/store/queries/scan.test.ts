import { describe, expect, test } from 'vitest';
import type { Reader } from '../store.ts';
import { storedSettings } from '../tables/records.ts';
import type { Query, Value } from '../table.ts';
import { type Scan, scan, type Scanned } from './scan.ts';

type Setting = { readonly name: string; readonly value: string; readonly revision: number };

const nameOf = (index: number) => String(index).padStart(6, '0');

/** A table of so many rows, which counts how many were read. */
function tableOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    name: nameOf(index),
    value: String(index),
    revision: 1,
  }));
  let read = 0;
  const reader: Reader = {
    one: () => Promise.reject(new Error('one row is never asked for')),
    async all<R>({ sql }: Query<R>, ...values: readonly Value[]) {
      const newestFirst = sql.includes('desc');
      const [after, limit] = values.length === 2 ? values : [undefined, ...values];
      const ordered = newestFirst ? rows.toReversed() : rows;
      const beyond = (name: string) =>
        after === undefined || (newestFirst ? name < String(after) : name > String(after));
      const found = ordered.filter(({ name }) => beyond(name)).slice(0, Number(limit));
      read += found.length;
      return found as unknown as readonly R[];
    },
  };
  return { reader, read: () => read };
}

/** All pages, one after the other. */
async function pages(reader: Reader, wish: Omit<Scan<Setting>, 'table' | 'after'>) {
  const all: (readonly string[])[] = [];
  let after: readonly Value[] | undefined;
  do {
    const page: Scanned<Setting> = await scan(reader, { ...wish, table: storedSettings, after });
    all.push(page.rows.map(({ name }) => name));
    after = page.next;
  } while (after !== undefined);
  return all;
}

describe('a page of what is sought', () => {
  test('is full where there is enough, and the pages together miss and repeat nothing', async () => {
    const { reader } = tableOf(2_500);
    const found = await pages(reader, { keep: ({ value }) => Number(value) % 2 === 0, limit: 400 });
    expect(found.map(({ length }) => length)).toEqual([400, 400, 400, 50]);
    expect(found.flat()).toEqual(Array.from({ length: 1_250 }, (_, index) => nameOf(2 * index)));
  });

  test('comes from the other end as well', async () => {
    const { reader } = tableOf(5);
    expect(await pages(reader, { keep: () => true, limit: 2, newestFirst: true })).toEqual([
      [nameOf(4), nameOf(3)],
      [nameOf(2), nameOf(1)],
      [nameOf(0)],
    ]);
  });

  test('looks at a bounded part of a large table, though it finds nothing there', async () => {
    const { reader, read } = tableOf(50_000);
    const sought = nameOf(45_000);
    const first = await scan(reader, {
      table: storedSettings,
      keep: ({ name }) => name === sought,
      limit: 10,
    });
    expect(first).toEqual({ rows: [], next: [nameOf(19_999)] });
    expect(read()).toBe(20_000);
    expect((await pages(reader, { keep: ({ name }) => name === sought, limit: 10 })).flat()).toEqual([
      sought,
    ]);
  });

  test('of nothing is the last', async () => {
    expect(await pages(tableOf(0).reader, { keep: () => true, limit: 10 })).toEqual([[]]);
  });
});
