// A first session with boto3, in the protocol that it chooses and in both that the service has.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { arnOfPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, type BotoOptions, useBoto } from './boto.testing.ts';

const POLL = { timeout: 20_000, interval: 250 };

async function connection(dx: BotoClient, connectionId: string | undefined) {
  const { connections } = await dx.call('DescribeConnections', { connectionId: connectionId ?? '' });
  return connections?.[0] ?? {};
}

async function untilState(dx: BotoClient, id: string | undefined, state: string): Promise<void> {
  await expect.poll(async () => (await connection(dx, id)).connectionState, POLL).toBe(state);
}

describe.each<readonly [string, string, BotoOptions]>([
  ['the protocol of its choice', 'application/x-amz-json-1.1', {}],
  ['JSON', 'application/x-amz-json-1.1', { protocol: 'json' }],
  ['CBOR', 'application/cbor', { protocol: 'smithy-rpc-v2-cbor' }],
])('a first session with boto3 in %s', (_, contentType, options) => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
  const boto = useBoto(server);
  const [account, partnerAccount] = [newAccount(), newAccount()];
  const dx = boto({ ...options, account });
  const partner = boto({ ...options, account: partnerAccount });

  test('speaks it', async () => {
    // Without an input: in CBOR neither body nor content type is sent.
    const { output, meta } = await dx.told('DescribeLocations');
    expect(meta).toMatchObject({ status: 200, retries: 0, headers: { 'content-type': contentType } });
    expect(output.locations?.map(({ locationCode }) => locationCode)).toContain('EqDC2');
    expect(await dx.call('DescribeConnections')).toEqual({ connections: [] });
  });

  test('a connection: ordered, available, its letter, tagged, deleted', async () => {
    const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'office' };
    const ordered = await dx.call('CreateConnection', { ...order, tags: [{ key: 'team', value: 'nét' }] });
    const { connectionId: id = '' } = ordered;
    expect(ordered).toMatchObject({
      ...order,
      connectionState: 'requested',
      tags: [{ key: 'team', value: 'nét' }],
    });
    await untilState(dx, id, 'available');

    const before = Math.floor(Date.now() / 1000);
    const { loaContent = '', loaContentType } = await dx.call('DescribeLoa', { connectionId: id });
    expect(loaContentType).toBe('application/pdf');
    expect(Buffer.from(loaContent, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect((await connection(dx, id)).loaIssueTime).toBeGreaterThanOrEqual(before);

    const resourceArn = arnOfPort(account, id);
    expect(await dx.call('TagResource', { resourceArn, tags: [{ key: 'room', value: '' }] })).toEqual({});
    expect(await dx.call('UntagResource', { resourceArn, tagKeys: ['team'] })).toEqual({});
    expect(await dx.call('DescribeTags', { resourceArns: [resourceArn] })).toEqual({
      resourceTags: [{ resourceArn, tags: [{ key: 'room', value: '' }] }],
    });

    expect(await dx.call('DeleteConnection', { connectionId: id })).toMatchObject({
      connectionState: 'deleting',
    });
    await untilState(dx, id, 'deleted');
  });

  test('a LAG, and a hosted connection for a second account', async () => {
    const order = {
      numberOfConnections: 2,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'pair',
    };
    const { lagId = '', connections = [] } = await dx.call('CreateLag', order);
    expect(connections).toHaveLength(2);
    const lagState = async () => (await dx.call('DescribeLags', { lagId })).lags?.[0]?.lagState;
    await expect.poll(lagState, POLL).toBe('available');

    const trunk = { interconnectName: 'exchange', bandwidth: '10Gbps', location: 'EqDC2' };
    const { interconnectId = '' } = await partner.call('CreateInterconnect', trunk);
    const slice = { bandwidth: '500Mbps', connectionName: 'slice', vlan: 101 };
    const { connectionId } = await partner.call('AllocateHostedConnection', {
      ...slice,
      connectionId: interconnectId,
      ownerAccount: account,
    });
    expect(await connection(dx, connectionId)).toMatchObject({ ...slice, connectionState: 'ordering' });
    expect(await dx.call('ConfirmConnection', { connectionId: connectionId ?? '' })).toEqual({
      connectionState: 'pending',
    });
    await untilState(dx, connectionId, 'available');
    expect(await partner.call('DescribeHostedConnections', { connectionId: interconnectId })).toMatchObject({
      connections: [{ connectionId, ownerAccount: account }],
    });
  });
});
