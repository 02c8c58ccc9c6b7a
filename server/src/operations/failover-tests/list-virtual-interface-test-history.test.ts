import { expect, test } from 'vitest';
import type { Reader } from '../../store/store.ts';
import type { FailoverTestRow } from '../../store/tables/failover-tests.ts';
import type { QueryContext } from '../operation.ts';
import history from './list-virtual-interface-test-history.ts';

/** What is read where every read finds as many tests as it may, none of which passes a filter for a peer. */
async function readsFor(
  input: object,
): Promise<{ readonly reads: readonly string[]; readonly answer: unknown }> {
  const reads: string[] = [];
  const row = { seq: 7, id: 'test', peers: '[]', state: 'completed', virtualInterfaceId: 'dxvif-fgabc123' };
  const reader: Reader = {
    all: ({ sql }, ...values) => {
      reads.push(sql);
      return Promise.resolve(Array(Number(values.at(-1))).fill(row as unknown as FailoverTestRow) as never);
    },
    one: ({ sql }) => {
      reads.push(sql);
      return Promise.resolve(undefined);
    },
  };
  const ctx = { look: { reader, account: 'a', region: 'r' } } as unknown as QueryContext;
  if (history.kind !== 'query') throw new Error('it does not read');
  return { answer: await history.handle(input, ctx), reads };
}

test('one call reads no more than twenty chunks, and leaves the rest to the next page', async () => {
  const { reads, answer } = await readsFor({ bgpPeers: ['dxpeer-fgabc123'], maxResults: 1 });
  expect(reads).toHaveLength(20);
  expect(answer).toMatchObject({
    virtualInterfaceTestHistory: [],
    nextToken: expect.any(String) as string,
  });
});

test('a test is read by its id', async () => {
  const { reads } = await readsFor({ testId: 'test' });
  expect(reads).toEqual([expect.stringContaining('where id = ?')]);
});

test('those of a virtual interface are read along its own index', async () => {
  const { reads } = await readsFor({ virtualInterfaceId: 'dxvif-fgabc123', bgpPeers: ['dxpeer-fgabc123'] });
  expect(new Set(reads)).toEqual(new Set([expect.stringContaining('where virtual_interface_id = ?')]));
});
