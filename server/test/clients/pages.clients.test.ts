// Pages as boto3 gets them: followed by hand, since its paginators know none of these operations.
import { describe, expect, test } from 'vitest';
import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, type BotoOptions, useBoto } from './boto.testing.ts';

type Input = { readonly maxResults?: number; readonly nextToken?: string };

/** All pages of a list; each answers `next token` or nothing, never an empty or a null token. */
async function pagesOf<N extends OperationName>(
  dx: BotoClient,
  operation: N,
  input: OperationTypes[N]['input'] & Input,
): Promise<readonly OperationTypes[N]['output'][]> {
  const pages: OperationTypes[N]['output'][] = [];
  let page: OperationTypes[N]['output'] & Pick<Input, 'nextToken'>;
  let asked = input;
  do {
    page = await dx.call(operation, asked);
    pages.push(page);
    if (page.nextToken === '' || page.nextToken === null) throw new Error('a token that is none');
    asked = { ...input, nextToken: page.nextToken } as typeof input;
  } while (page.nextToken !== undefined);
  return pages;
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe.each<readonly [string, BotoOptions]>([
  ['JSON', { protocol: 'json' }],
  ['CBOR', { protocol: 'smithy-rpc-v2-cbor' }],
])('in %s', (_, options) => {
  const server = useServer({ process: true, flags: ['--quotas', 'off'] });
  const boto = useBoto(server);

  test('connections: each once, whatever the page', async () => {
    const dx = boto({ ...options, account: newAccount() });
    const order = { location: 'EqDC2', bandwidth: '1Gbps' };
    const made = await Promise.all(
      numbers(105).map((n) => dx.call('CreateConnection', { ...order, connectionName: `${n}` })),
    );
    const ids = made.map(({ connectionId = '' }) => connectionId).toSorted();
    for (const [maxResults, sizes] of [
      [50, [50, 50, 5]],
      [105, [100, 5]],
      [1000, [100, 5]],
    ] as const) {
      const pages = await pagesOf(dx, 'DescribeConnections', { maxResults });
      expect(pages.map(({ connections = [] }) => connections.length)).toEqual(sizes);
      const listed = pages.flatMap(({ connections = [] }) =>
        connections.map((one) => one.connectionId ?? ''),
      );
      expect(listed.toSorted()).toEqual(ids);
    }
  });

  test('LAGs, interconnects, hosted connections, resiliency groups', async () => {
    const account = newAccount();
    const dx = boto({ ...options, account });
    const at = { location: 'EqDC2' };
    const names = ['a', 'b', 'c'];
    for (const name of names) {
      const lag = { ...at, numberOfConnections: 1, connectionsBandwidth: '10Gbps', lagName: name };
      await dx.call('CreateLag', lag);
      const group = { resiliencyGroupName: name, intendedResiliencyModel: 'basic-resiliency' } as const;
      await dx.call('CreateResiliencyGroup', group);
    }
    const trunk = { ...at, bandwidth: '10Gbps', interconnectName: 'trunk' };
    const { interconnectId: connectionId = '' } = await dx.call('CreateInterconnect', trunk);
    for (const [n, connectionName] of names.entries()) {
      const slice = { bandwidth: '50Mbps', connectionName, vlan: 100 + n, ownerAccount: newAccount() };
      await dx.call('AllocateHostedConnection', { connectionId, ...slice });
    }

    const lags = await pagesOf(dx, 'DescribeLags', { maxResults: 2 });
    expect(lags.map((page) => page.lags?.map(({ lagName }) => lagName))).toEqual([['a', 'b'], ['c']]);
    const groups = await pagesOf(dx, 'ListResiliencyGroups', { maxResults: 1 });
    const groupNames = groups.flatMap(({ items = [] }) => items.map((one) => one.resiliencyGroupName ?? ''));
    expect(groupNames.toSorted()).toEqual(names);
    expect(groups).toHaveLength(3);
    const hosted = await pagesOf(dx, 'DescribeHostedConnections', { connectionId, maxResults: 2 });
    expect(hosted.map((page) => page.connections?.length)).toEqual([2, 1]);
    const trunks = await pagesOf(dx, 'DescribeInterconnects', { maxResults: 1 });
    expect(trunks.map((page) => page.interconnects?.length)).toEqual([1]);
  });
});
