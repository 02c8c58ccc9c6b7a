import { expect, test } from 'vitest';
import type { Reader } from '../../store/store.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { operatorInterfaceViews } from './virtual-interface.ts';

test('a page of a hundred virtual interfaces costs two reads: peers, running tests', async () => {
  const texts: string[] = [];
  const hear = <T>({ sql }: { readonly sql: string }, answer: T) => {
    texts.push(sql);
    return Promise.resolve(answer);
  };
  const reader: Reader = { all: (query) => hear(query, []), one: (query) => hear(query, undefined) };
  const row = { stateSince: 0, dueAt: null, routeFilters: '[]' } as unknown as VirtualInterfaceRow;
  const rows = Array.from({ length: 100 }, (_, at) => ({ ...row, id: `dxvif-${at}` }));
  expect(await operatorInterfaceViews(reader, rows)).toHaveLength(100);
  expect(texts).toHaveLength(2);
});
