// The calls of the Terraform provider's resources in their order, with its waiters [TF]; boto3 makes them.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { arnOfPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, useBoto } from './boto.testing.ts';
import { gone, retryWhile, waitForState } from './waiter.testing.ts';

const SITE = { location: 'EqDC2', bandwidth: '10Gbps' };
const DELETING = ['pending', 'ordering', 'available', 'requested', 'deleting'];

async function findConnection(dx: BotoClient, connectionId: string) {
  const answer = await dx
    .call('DescribeConnections', { connectionId })
    .catch(gone('Could not find Connection with ID'));
  const [found, ...more] = answer?.connections ?? [];
  expect(more).toEqual([]);
  return ['deleted', 'rejected'].includes(found?.connectionState ?? '') ? undefined : found;
}

async function findLag(dx: BotoClient, lagId: string) {
  const answer = await dx.call('DescribeLags', { lagId }).catch(gone('Could not find Lag with ID'));
  const [found, ...more] = answer?.lags ?? [];
  expect(more).toEqual([]);
  return found?.lagState === 'deleted' ? undefined : found;
}

async function destroyConnection(dx: BotoClient, connectionId: string): Promise<readonly string[]> {
  await dx.call('DeleteConnection', { connectionId }).catch(gone('Could not find Connection with ID'));
  const stateNow = async () => (await findConnection(dx, connectionId))?.connectionState;
  return waitForState(stateNow, { pending: DELETING, target: ['not found'] });
}

async function destroyLag(dx: BotoClient, lagId: string): Promise<void> {
  await dx.call('DeleteLag', { lagId }).catch(gone('Could not find Lag with ID'));
  const stateNow = async () => (await findLag(dx, lagId))?.lagState;
  await waitForState(stateNow, {
    pending: ['available', 'requested', 'pending', 'deleting'],
    target: ['not found'],
  });
}

const availableNow = (dx: BotoClient, id: string) =>
  waitForState(async () => (await findConnection(dx, id))?.connectionState, {
    pending: ['pending', 'ordering', 'requested'],
    target: ['available'],
  });

describe('Terraform', () => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
  const boto = useBoto(server);

  test('aws_dx_locations and aws_dx_location: one match by its code, with a provider', async () => {
    const { locations = [] } = await boto().call('DescribeLocations');
    const codes = locations.map(({ locationCode }) => locationCode);
    expect(new Set(codes).size).toBe(codes.length);
    expect(locations.filter(({ availableProviders = [] }) => availableProviders.length > 0)).not.toEqual([]);
  });

  test('aws_dx_connection: created, refreshed without a difference, tagged, renamed, destroyed in each state', async () => {
    const account = newAccount();
    const dx = boto({ account });
    const order = { ...SITE, connectionName: 'tf-acc' };
    const { connectionId: id = '' } = await dx.call('CreateConnection', order);
    const resourceArn = arnOfPort(account, id);
    const read = await findConnection(dx, id);
    expect(read).toMatchObject(order);
    expect(read).not.toHaveProperty('providerName');
    expect(read).not.toHaveProperty('vlan');
    await dx.call('TagResource', { resourceArn, tags: [{ key: 'key1', value: 'value1' }] });
    const { resourceTags } = await dx.call('DescribeTags', { resourceArns: [resourceArn] });
    expect(resourceTags?.[0]?.tags).toEqual([{ key: 'key1', value: 'value1' }]);

    await availableNow(dx, id);
    await dx.call('UpdateConnection', { connectionId: id, connectionName: 'tf-acc-2' });
    expect(await findConnection(dx, id)).toMatchObject({ connectionName: 'tf-acc-2' });
    expect(await destroyConnection(dx, id)).toEqual(['deleting', 'not found']);
    // A second destroy of what a person has deleted is no error.
    expect(await destroyConnection(dx, id)).toEqual(['not found']);

    const requested = (await dx.call('CreateConnection', order)).connectionId ?? '';
    expect(await destroyConnection(dx, requested)).toEqual(['not found']);

    // `down` is in none of its lists: it must not be seen after the deletion.
    const down = (await dx.call('CreateConnection', order)).connectionId ?? '';
    await availableNow(dx, down);
    await breakDown(down);
    await expect.poll(async () => (await findConnection(dx, down))?.connectionState).toBe('down');
    expect((await destroyConnection(dx, down)).at(-1)).toBe('not found');
  });

  test('aws_dx_lag without a connection, and aws_dx_connection_association', async () => {
    const dx = boto({ account: newAccount() });
    const order = { location: SITE.location, connectionsBandwidth: SITE.bandwidth, lagName: 'tf-acc' };
    const { lagId = '', connections = [] } = await dx.call('CreateLag', { ...order, numberOfConnections: 1 });
    expect(connections).toHaveLength(1);
    await destroyConnection(dx, connections[0]?.connectionId ?? '');
    expect(await findLag(dx, lagId)).toMatchObject({ ...order, numberOfConnections: 0, connections: [] });

    const { connectionId = '' } = await dx.call('CreateConnection', { ...SITE, connectionName: 'tf-acc' });
    await dx.call('AssociateConnectionWithLag', { connectionId, lagId });
    expect(await findConnection(dx, connectionId)).toMatchObject({ lagId });
    const transitioning = 'is in a transitioning state';
    await retryWhile(transitioning, () => dx.call('DisassociateConnectionFromLag', { connectionId, lagId }));
    expect(await findConnection(dx, connectionId)).not.toHaveProperty('lagId');
    await destroyConnection(dx, connectionId);
    await destroyLag(dx, lagId);
    await destroyLag(dx, lagId);
  });

  test('aws_dx_lag with force_destroy: its connections first', async () => {
    const dx = boto({ account: newAccount() });
    const { connectionId = '' } = await dx.call('CreateConnection', { ...SITE, connectionName: 'tf-acc' });
    const order = { location: SITE.location, connectionsBandwidth: SITE.bandwidth, lagName: 'tf-acc' };
    const { lagId = '' } = await dx.call('CreateLag', { ...order, connectionId, numberOfConnections: 1 });
    for (const member of (await findLag(dx, lagId))?.connections ?? []) {
      await destroyConnection(dx, member.connectionId ?? '');
    }
    await destroyLag(dx, lagId);
    expect(await findConnection(dx, connectionId)).toBeUndefined();
  });

  test('aws_dx_hosted_connection and aws_dx_connection_confirmation, in two accounts', async () => {
    const ownerAccount = newAccount();
    const [partner, customer] = [boto({ account: newAccount() }), boto({ account: ownerAccount })];
    const { interconnectId = '' } = await partner.call('CreateInterconnect', {
      ...SITE,
      interconnectName: 'tf-acc',
    });
    // A slice of a port that is up, as a partner sells it: `down` is not in the confirmation's list.
    await expect
      .poll(async () => (await partner.call('DescribeInterconnects')).interconnects?.[0]?.interconnectState, {
        timeout: 20_000,
      })
      .toBe('available');
    const slice = { bandwidth: '100Mbps', connectionName: 'tf-acc', vlan: 4092, ownerAccount };
    const allocated = await partner.call('AllocateHostedConnection', {
      ...slice,
      connectionId: interconnectId,
    });
    const { connectionId: id = '' } = allocated;
    await customer.call('ConfirmConnection', { connectionId: id });
    const states = await availableNow(customer, id);
    expect(states.at(-1)).toBe('available');
    expect(await findConnection(customer, id)).toMatchObject({ vlan: 4092, ownerAccount, tags: [] });
    const { connections } = await partner.call('DescribeHostedConnections', { connectionId: interconnectId });
    expect(connections).toMatchObject([{ connectionId: id }]);
    await expect(partner.call('DescribeHostedConnections', { connectionId: id })).rejects.toThrow(
      `DescribeHostedConnections failed for connection ${id} doesn't exist.`,
    );
    // The customer's state file has no hosted connection: its partner destroys it.
    await partner.call('DeleteConnection', { connectionId: id });
    const stateNow = async () => (await findConnection(customer, id))?.connectionState;
    await waitForState(stateNow, { pending: DELETING, target: ['not found'] });
  });

  test('aws_dx_macsec_key_association: the last key of the answer, found again by its secret', async () => {
    const dx = boto({ account: newAccount() });
    const order = { ...SITE, connectionName: 'tf-acc', requestMACSec: true };
    const { connectionId = '', macSecCapable } = await dx.call('CreateConnection', order);
    expect(macSecCapable).toBe(true);
    await availableNow(dx, connectionId);
    const [ckn, cak] = ['1f'.repeat(32), '2e'.repeat(32)];
    const { macSecKeys = [] } = await dx.call('AssociateMacSecKey', { connectionId, ckn, cak });
    const secretARN = macSecKeys.at(-1)?.secretARN ?? '';
    // The provider's id is `<secretArn>_<connectionId>`, and it splits it at the first underscore.
    expect(`${secretARN}_${connectionId}`.split('_')).toEqual([secretARN, connectionId]);
    const keyNow = async () =>
      (await findConnection(dx, connectionId))?.macSecKeys?.find((key) => key.secretARN === secretARN);
    expect(await keyNow()).toMatchObject({ ckn, secretARN });
    await waitForState(async () => (await keyNow())?.state, {
      pending: ['associating'],
      target: ['associated'],
    });
    await dx.call('DisassociateMacSecKey', { connectionId, secretARN });
    await waitForState(async () => (await keyNow())?.state, {
      pending: ['disassociating'],
      target: ['not found'],
    });
    await destroyConnection(dx, connectionId);
  });

  async function breakDown(id: string): Promise<void> {
    const { status } = await server.operator('POST', `/ports/${id}/fault`, { fault: 'cut' });
    expect(status).toBe(200);
  }
});
