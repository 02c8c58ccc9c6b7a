// The calls of the Ansible modules of community.aws in their order [ANS], where playbooks do not come to them; boto3 makes them.
import { describe, expect, test } from 'vitest';
import type { Connection, Lag } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, BotoFault, useBoto } from './boto.testing.ts';
import { retryWhile } from './waiter.testing.ts';

const SITE = { location: 'EqDC2', bandwidth: '1Gbps' };

/** The modules try every client exception again, up to ten times in about a minute. */
const patient = <T>(call: () => Promise<T>) => retryWhile('', call, 60);

/** aws_direct_connect_connection: by id, else by name among those that are not deleted. */
async function connectionByName(dx: BotoClient, name: string): Promise<Connection | undefined> {
  const { connections = [] } = await dx.call('DescribeConnections');
  // Without a guard: each must have a name.
  expect(connections.every(({ connectionName }) => typeof connectionName === 'string')).toBe(true);
  const found = connections.filter(
    ({ connectionName, connectionState }) => connectionName === name && connectionState !== 'deleted',
  );
  expect(found.length).toBeLessThan(2);
  return found[0];
}

async function connectionPresent(dx: BotoClient, name: string): Promise<{ changed: boolean; id: string }> {
  const there = await connectionByName(dx, name);
  if (there !== undefined) return { changed: false, id: there.connectionId ?? '' };
  const { connectionId: id = '' } = await dx.call('CreateConnection', { ...SITE, connectionName: name });
  const { connections } = await dx.call('DescribeConnections', { connectionId: id });
  expect(connections).toHaveLength(1);
  return { changed: true, id };
}

async function lagByName(dx: BotoClient, name: string): Promise<Lag | undefined> {
  const { lags = [] } = await dx.call('DescribeLags');
  return lags.find(({ lagName, lagState }) => lagName === name && lagState !== 'deleted');
}

describe('Ansible', () => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
  const boto = useBoto(server);

  test('a connection is present, once; absent; and present again under the same name', async () => {
    const dx = boto({ account: newAccount() });
    const first = await connectionPresent(dx, 'ansible');
    expect(first.changed).toBe(true);
    expect(await connectionPresent(dx, 'ansible')).toEqual({ changed: false, id: first.id });
    await dx.call('DeleteConnection', { connectionId: first.id });
    const second = await connectionPresent(dx, 'ansible');
    expect(second).toMatchObject({ changed: true });
    expect(second.id).not.toBe(first.id);
  });

  test('an id that does not exist, and one that is none, are client exceptions that the module reads', async () => {
    const dx = boto({ account: newAccount() });
    for (const [connectionId, text] of [
      ['dxcon-ffffffff', 'Could not find Connection with ID dxcon-ffffffff'],
      ['foobar', 'Connection ID foobar has an invalid format.'],
    ] as const) {
      const call = dx.call('DescribeConnections', { connectionId });
      await expect(call).rejects.toMatchObject({ className: 'DirectConnectClientException', message: text });
    }
  });

  test('a LAG: created, its minimum raised too far, emptied, deleted, then its connections', async () => {
    const dx = boto({ account: newAccount() });
    const order = { location: SITE.location, connectionsBandwidth: SITE.bandwidth, lagName: 'ansible' };
    await dx.call('CreateLag', { ...order, numberOfConnections: 2 });
    const { lagId = '', connections = [] } = (await lagByName(dx, 'ansible')) ?? {};
    expect(connections).toHaveLength(2);

    await expect(dx.call('UpdateLag', { lagId, minimumLinks: 3 })).rejects.toThrow(
      'MinimumLinks cannot be set higher than the number of connections',
    );
    await dx.call('UpdateLag', { lagId, lagName: 'renamed', minimumLinks: 1 });
    expect(await lagByName(dx, 'ansible')).toBeUndefined();

    // state: absent, force_delete, delete_with_disassociation. Its client drops the 0 and sends the id alone.
    await dx.call('UpdateLag', { lagId, minimumLinks: 0 });
    expect(await dx.call('UpdateLag', { lagId })).toMatchObject({ lagId, minimumLinks: 0 });
    for (const { connectionId = '' } of connections) {
      await patient(() => dx.call('DisassociateConnectionFromLag', { connectionId, lagId }));
    }
    expect(await dx.call('DeleteLag', { lagId })).toMatchObject({ numberOfConnections: 0, connections: [] });
    for (const { connectionId = '' } of connections) {
      await patient(() => dx.call('DeleteConnection', { connectionId }));
    }
    expect(await lagByName(dx, 'renamed')).toBeUndefined();
    const missing = dx.call('DescribeLags', { lagId: 'dxlag-ffffffff' });
    await expect(missing).rejects.toThrow('Could not find Lag with ID dxlag-ffffffff');
    await expect(missing).rejects.toBeInstanceOf(BotoFault);
  });

  test('a connection is put into a LAG, and out again', async () => {
    const dx = boto({ account: newAccount() });
    const order = { location: SITE.location, connectionsBandwidth: SITE.bandwidth, lagName: 'ansible' };
    const { lagId = '' } = await dx.call('CreateLag', { ...order, numberOfConnections: 1 });
    const { id: connectionId } = await connectionPresent(dx, 'joins');
    await patient(() => dx.call('AssociateConnectionWithLag', { connectionId, lagId }));
    expect(await lagByName(dx, 'ansible')).toMatchObject({ numberOfConnections: 2 });
    await patient(() => dx.call('DisassociateConnectionFromLag', { connectionId, lagId }));
    expect(await lagByName(dx, 'ansible')).toMatchObject({ numberOfConnections: 1 });
    expect(await connectionByName(dx, 'joins')).not.toHaveProperty('lagId');
  });
});
