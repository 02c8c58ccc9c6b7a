// What only the newest botocore knows: resiliency groups and billing modes.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { arnOfPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { type BotoOptions, useBoto } from './boto.testing.ts';

const POLL = { timeout: 20_000, interval: 250 };

describe.each<readonly [string, BotoOptions]>([
  ['JSON', { protocol: 'json' }],
  ['CBOR', { protocol: 'smithy-rpc-v2-cbor' }],
])('in %s', (_, options) => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
  const boto = useBoto(server);

  test('billing modes: offered, ordered, changed', async () => {
    const dx = boto({ ...options, account: newAccount() });
    const { locations = [] } = await dx.call('DescribeLocations');
    const offers =
      locations.find(({ locationCode }) => locationCode === 'EqDC2')?.availableBillingModes ?? [];
    const flat = offers.find(({ billingMode }) => billingMode === 'FlatRateTier1');
    expect(flat?.availablePortSpeeds).toContain('10G');

    const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'flat' };
    const ordered = await dx.call('CreateConnection', { ...order, billingMode: 'FlatRateTier1' });
    expect(ordered).toMatchObject({ billingMode: 'FlatRateTier1' });
    const connectionIds = [ordered.connectionId ?? ''];
    expect(
      await dx.call('UpdateConnectionsBillingMode', { connectionIds, billingMode: 'FlatRateTier2' }),
    ).toMatchObject({
      billingMode: 'FlatRateTier2',
      connections: [{ connectionId: connectionIds[0], billingMode: 'FlatRateTier2' }],
    });
  });

  test('a resiliency group lives: created once for its token, filled, paired, emptied, deleted', async () => {
    const account = newAccount();
    const dx = boto({ ...options, account });
    const wish = { resiliencyGroupName: 'metro', intendedResiliencyModel: 'basic-resiliency' } as const;
    const create = { ...wish, clientToken: 'once', tags: [{ key: 'team', value: 'net' }] };
    const first = await dx.call('CreateResiliencyGroup', create);
    expect(await dx.call('CreateResiliencyGroup', create)).toEqual(first);
    const { resiliencyGroupId = '', resiliencyGroupArn = '' } = first.resiliencyGroup ?? {};
    expect(resiliencyGroupId).toMatch(/^dxrg-[0-9a-z]{17}$/);
    const stateNow = async () =>
      (await dx.call('GetResiliencyGroup', { resiliencyGroupId })).resiliencyGroup?.state;
    await expect.poll(stateNow, POLL).toBe('available');
    expect(await dx.call('DescribeTags', { resourceArns: [resiliencyGroupArn] })).toMatchObject({
      resourceTags: [{ tags: [{ key: 'team', value: 'net' }] }],
    });

    const ids: string[] = [];
    for (const connectionName of ['a', 'b']) {
      const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName };
      ids.push((await dx.call('CreateConnection', order)).connectionId ?? '');
    }
    const [one = '', other = ''] = ids;
    // Ids and ARNs may be mixed.
    const connectionIdentifiers = [one, arnOfPort(account, other)];
    await dx.call('AssociateConnectionsToResiliencyGroup', { resiliencyGroupId, connectionIdentifiers });
    const members = async () => {
      const { items = [] } = await dx.call('ListResiliencyGroupAssociations', { resiliencyGroupId });
      return items.map(({ connectionArn, state }) => `${connectionArn} ${state}`).toSorted();
    };
    const associated = ids.map((id) => `${arnOfPort(account, id)} associated`).toSorted();
    await expect.poll(members, POLL).toEqual(associated);

    await expect(dx.call('DeleteResiliencyGroup', { resiliencyGroupId })).rejects.toMatchObject({
      className: 'DirectConnectClientException',
    });
    await dx.call('DisassociateConnectionsFromResiliencyGroup', { resiliencyGroupId, connectionIdentifiers });
    await expect.poll(members, POLL).toEqual([]);
    await dx.call('UpdateResiliencyGroup', { resiliencyGroupId, resiliencyGroupName: 'renamed' });
    const { items } = await dx.call('ListResiliencyGroups');
    expect(items).toMatchObject([{ resiliencyGroupId, resiliencyGroupName: 'renamed' }]);
    await dx.call('DeleteResiliencyGroup', { resiliencyGroupId });
    await expect
      .poll(async () => (await dx.call('ListResiliencyGroups')).items, POLL)
      .not.toMatchObject([{ state: 'available' }]);
  });
});
