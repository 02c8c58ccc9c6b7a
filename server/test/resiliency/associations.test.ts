import { describe, expect, test, vi } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { arnOfPort, orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

// Where an association takes its time, so that it is seen on the way.
const server = useServer({ flags: ['--quotas', 'off', '--lifecycle', 'fast'] });
const limited = useServer();
const SOON = { timeout: 5_000, interval: 20 };

async function newGroup(caller: CallOptions, on = server): Promise<string> {
  const input = { resiliencyGroupName: 'group', intendedResiliencyModel: 'maximum-resiliency' } as const;
  const { resiliencyGroup } = await on.call('CreateResiliencyGroup', input, caller);
  return resiliencyGroup?.resiliencyGroupId ?? '';
}
async function ports(caller: CallOptions, count: number): Promise<readonly string[]> {
  const ordered = Array.from({ length: count }, () => orderPort(server, caller));
  return (await Promise.all(ordered)).map(({ connectionId }) => connectionId);
}
const batch = (resiliencyGroupId: string, ids: readonly string[]) => ({
  resiliencyGroupId,
  connectionIdentifiers: ids,
});
const associate = (caller: CallOptions, group: string, ids: readonly string[], clientToken?: string) =>
  server.call(
    'AssociateConnectionsToResiliencyGroup',
    { ...batch(group, ids), ...(clientToken === undefined ? {} : { clientToken }) },
    caller,
  );
const disassociate = (caller: CallOptions, group: string, ids: readonly string[]) =>
  server.call('DisassociateConnectionsFromResiliencyGroup', batch(group, ids), caller);
async function members(caller: CallOptions, resiliencyGroupId: string) {
  const { items = [] } = await server.call('ListResiliencyGroupAssociations', { resiliencyGroupId }, caller);
  return items.map(({ connectionArn, state }) => [connectionArn, state]);
}

describe.each(['json', 'cbor'] as const)('in %s', (protocol) => {
  test('connections join and leave, in states that a client can wait for', async () => {
    const account = newAccount();
    const caller = { account, protocol };
    const group = await newGroup(caller);
    const [one = '', two = ''] = await ports(caller, 2);
    const arns = [one, two].map((id) => arnOfPort(account, id));
    const view = (connectionArn: string | undefined, state: string) => ({
      resiliencyGroupId: group,
      connectionArn,
      state,
    });

    // An id and an ARN, and one of them twice.
    const joined = await associate(caller, group.toUpperCase(), [one, arns[1] ?? '', arns[0] ?? '']);
    expect(joined).toEqual({
      resiliencyGroupAssociations: arns.map((arn) => view(arn, 'associating')),
    });
    await vi.waitFor(
      async () => expect(await members(caller, group)).toEqual(arns.map((arn) => [arn, 'associated'])),
      SOON,
    );
    const again = await associate(caller, group, [one]);
    expect(again).toEqual({ resiliencyGroupAssociations: [view(arns[0], 'associated')] });

    const left = await disassociate(caller, group, [two]);
    expect(left).toEqual({ resiliencyGroupAssociations: [view(arns[1], 'disassociating')] });
    expect(await disassociate(caller, group, [two])).toEqual(left);
    expect(await refusalOf(associate(caller, group, [two]))).toEqual(
      clientException(`Connection ${two} is in a transitioning state.`),
    );
    await vi.waitFor(
      async () => expect(await members(caller, group)).toEqual([[arns[0], 'associated']]),
      SOON,
    );
    const other = await newGroup(caller);
    await associate(caller, other, [two]);
    expect(await members(caller, other)).toEqual([[arns[1], 'associating']]);
  });
});

describe('a batch', () => {
  test('may name own connections of another Region by their ARNs', async () => {
    const account = newAccount();
    const group = await newGroup({ account });
    const there = { account, region: 'eu-west-1' };
    const { locations = [] } = await server.call('DescribeLocations', {}, there);
    const location = locations[0]?.locationCode ?? '';
    const { connectionId } = await orderPort(server, there, { location });
    const arn = arnOfPort(account, connectionId, 'eu-west-1');
    const { resiliencyGroupAssociations } = await associate({ account }, group, [arn]);
    expect(resiliencyGroupAssociations).toMatchObject([{ connectionArn: arn, state: 'associating' }]);
    expect(await refusalOf(associate({ account }, group, [connectionId]))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
  });

  test('is done whole or not at all', async () => {
    const caller = { account: newAccount() };
    const [group, other] = [await newGroup(caller), await newGroup(caller)];
    const [one = '', two = '', three = ''] = await ports(caller, 3);
    await associate(caller, other, [three]);
    const stranger = { account: newAccount() };
    const [foreign = ''] = await ports(stranger, 1);
    const foreignArn = arnOfPort(stranger.account, foreign);
    const wrong: readonly (readonly [string, string])[] = [
      ['foobar', 'Connection ID foobar has an invalid format.'],
      ['dxlag-ffabcdef', 'Connection ID dxlag-ffabcdef has an invalid format.'],
      ['dxcon-ffnobody', 'Could not find Connection with ID dxcon-ffnobody'],
      [foreign, `Could not find Connection with ID ${foreign}`],
      [foreignArn, `Could not find Connection with ID ${foreignArn}`],
      [three, `Connection ${three} is already associated with Resiliency Group ${other}`],
    ];
    for (const [id, text] of wrong) {
      expect(await refusalOf(associate(caller, group, [one, id]))).toEqual(clientException(text));
    }
    expect(await members(caller, group)).toEqual([]);

    await associate(caller, group, [one]);
    expect(await refusalOf(disassociate(caller, group, [one, two]))).toEqual(
      clientException(`Connection ${two} is not associated with Resiliency Group ${group}`),
    );
    expect(await members(caller, group)).toEqual([
      [arnOfPort(caller.account, one), expect.stringMatching(/^associat/)],
    ]);
  });

  test('takes dedicated connections only', async () => {
    const [partner, customer] = [{ account: newAccount() }, { account: newAccount() }];
    const { interconnectId = '' } = await server.call(
      'CreateInterconnect',
      { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'trunk' },
      partner,
    );
    await server.settle();
    const slice = { ownerAccount: customer.account, bandwidth: '100Mbps', connectionName: 'slice', vlan: 7 };
    const { connectionId = '' } = await server.call(
      'AllocateHostedConnection',
      { connectionId: interconnectId, ...slice },
      partner,
    );
    const only = 'a resiliency group takes dedicated connections only';
    expect(await refusalOf(associate(partner, await newGroup(partner), [interconnectId]))).toEqual(
      clientException(`Connection ${interconnectId} is an interconnect: ${only}`),
    );
    expect(await refusalOf(associate(customer, await newGroup(customer), [connectionId]))).toEqual(
      clientException(`Connection ${connectionId} is a hosted connection: ${only}`),
    );
  });

  test('has a token of its own', async () => {
    const caller = { account: newAccount() };
    const group = await newGroup(caller);
    const [one = '', two = ''] = await ports(caller, 2);
    const first = await associate(caller, group, [one], 'token');
    await disassociate(caller, group, [one]);
    expect(await associate(caller, group, [one], 'token')).toEqual(first);
    expect(await refusalOf(associate(caller, group, [two], 'token'))).toEqual(
      clientException('clientToken was already used with other parameters'),
    );
  });

  test('of 51 is refused before anything is looked up', async () => {
    const ids = Array.from({ length: 51 }, () => 'dxcon-ffabcdef');
    expect(await refusalOf(associate({}, 'dxrg-00000000000000000', ids))).toMatchObject({
      code: 'DirectConnectClientException',
      message: expect.stringContaining('connectionIdentifiers') as string,
    });
  });
});

describe('a group with members', () => {
  test('cannot be deleted until they are out', async () => {
    const caller = { account: newAccount() };
    const group = await newGroup(caller);
    const [one = ''] = await ports(caller, 1);
    await associate(caller, group, [one]);
    const remove = () => server.call('DeleteResiliencyGroup', { resiliencyGroupId: group }, caller);
    const full = clientException(
      `Resiliency Group ${group} cannot be deleted until its connections are disassociated and out of it`,
    );
    expect(await refusalOf(remove())).toEqual(full);
    await disassociate(caller, group, [one]);
    expect(await refusalOf(remove())).toEqual(full);
    await vi.waitFor(async () => expect(await members(caller, group)).toEqual([]), SOON);
    expect((await remove()).resiliencyGroup?.state).toBe('deleting');
  });

  test('lists them in pages', async () => {
    const caller = { account: newAccount() };
    const group = await newGroup(caller);
    const ids = await ports(caller, 7);
    await associate(caller, group, ids);
    const seen = [];
    let nextToken: string | undefined;
    do {
      const input = { resiliencyGroupId: group, maxResults: 3, ...(nextToken && { nextToken }) };
      const page = await server.call('ListResiliencyGroupAssociations', input, caller);
      seen.push(page.items?.map(({ connectionArn }) => connectionArn) ?? []);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(seen.flat()).toEqual(ids.map((id) => arnOfPort(caller.account, id)));
  });

  test('has fifty at most, however many come at once', async () => {
    const caller = { account: newAccount() };
    const { locations = [] } = await limited.call('DescribeLocations', {}, caller);
    const sites = locations.filter(({ availablePortSpeeds }) => availablePortSpeeds?.includes('10G'));
    const orders = sites
      .slice(0, 6)
      .map(({ locationCode: location = '' }) =>
        Array.from({ length: 10 }, () => orderPort(limited, caller, { location })),
      );
    const ids = (await Promise.all(orders.flat())).map(({ connectionId }) => connectionId);
    expect(ids).toHaveLength(60);

    const group = await newGroup(caller, limited);
    const joining = [0, 12, 24, 36, 48].map((from) =>
      limited.call('AssociateConnectionsToResiliencyGroup', batch(group, ids.slice(from, from + 12)), caller),
    );
    const refused = (await Promise.allSettled(joining)).filter((one) => one.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { name: 'LimitExceededException' } }]);
    const { items } = await limited.call(
      'ListResiliencyGroupAssociations',
      { resiliencyGroupId: group },
      caller,
    );
    expect(items).toHaveLength(48);
  });
});
