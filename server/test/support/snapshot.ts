import { OPERATIONS } from '../../src/model/operations.gen.ts';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import { type QuickCaller, quickCall } from './quick-call.ts';
import type { TestServer } from './server.ts';
import { contract } from './valid-inputs.ts';

/** They ask for a filter, or for what they are about, although the contract does not (guesses #23). */
const FILTERED: readonly OperationName[] = [
  'DescribeDirectConnectGatewayAssociations',
  'DescribeDirectConnectGatewayAttachments',
  'ListVirtualInterfaceRoutes',
];

/** The operations that list what an account has: they read, and ask for nothing. */
export const LISTS: readonly OperationName[] = OPERATION_NAMES.filter((name) => {
  if (FILTERED.includes(name)) return false;
  const { readOnly, input } = OPERATIONS[name];
  return readOnly && (input === undefined || contract.shapes[input]?.required === undefined);
});

/** What accounts can list, by account, Region and operation, and how many records the audit trail has of calls. */
export interface Snapshot {
  readonly lists: Readonly<Record<string, unknown>>;
  readonly records: number;
}

/** Taken before and after what must change nothing. */
export async function snapshotOf(server: TestServer, ...callers: readonly QuickCaller[]): Promise<Snapshot> {
  const lists: Record<string, unknown> = {};
  for (const caller of callers) {
    for (const name of LISTS) {
      lists[`${caller.account} ${caller.region} ${name}`] = await pagesOf(server, caller, name);
    }
  }
  return { lists, records: await recordsOf(server) };
}

async function pagesOf(server: TestServer, caller: QuickCaller, name: OperationName): Promise<unknown[]> {
  const pages: unknown[] = [];
  let nextToken: unknown;
  do {
    const asked = nextToken === undefined ? {} : { nextToken };
    const { status, body, text } = await quickCall(server.endpoint, caller, name, asked);
    if (status !== 200) throw new Error(`${name}: ${text}`);
    pages.push(body);
    nextToken = body?.['nextToken'];
  } while (nextToken !== undefined);
  return pages;
}

/** How many calls the audit trail has recorded; what time and the operator bring is left out. */
export async function recordsOf(server: TestServer): Promise<number> {
  let count = 0;
  let after = '';
  do {
    const path = `/audit?order=oldest&actor=key&limit=500${after}`;
    const { status, body } = await server.operator<{ items: unknown[]; next?: string }>('GET', path);
    if (status !== 200) throw new Error(`the audit trail answers ${status} ${JSON.stringify(body)}`);
    count += body.items.length;
    after = body.next === undefined ? '' : `&after=${body.next}`;
  } while (after !== '');
  return count;
}
