import { expect, test } from 'vitest';
import type { Reader } from '../../../store/store.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';
import { surroundingsOf } from './surroundings.ts';

/** How often a page of so many is read for. */
async function readsFor(count: number): Promise<readonly string[]> {
  const texts: string[] = [];
  const hear = <T>({ sql }: { readonly sql: string }, answer: T) => {
    texts.push(sql);
    return Promise.resolve(answer);
  };
  const reader: Reader = { all: (query) => hear(query, []), one: (query) => hear(query, undefined) };
  const rows = Array.from(
    { length: count },
    (_, at) => ({ id: `dxvif-${at}`, deviceId: 'd', connectionId: 'dxcon-1' }) as VirtualInterfaceRow,
  );
  await surroundingsOf({ look: { reader }, settings: {} } as unknown as QueryContext, rows);
  return texts;
}

test('a page of a hundred virtual interfaces costs as many reads as a page of two: peers, device', async () => {
  expect(await readsFor(2)).toHaveLength(2);
  expect(await readsFor(100)).toHaveLength(2);
});
