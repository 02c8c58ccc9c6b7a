import { beforeEach, describe, expect, test } from 'vitest';
import type { UpdateLagRequest } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { lagNow, orderLag, type ShownLag } from '../support/lags.ts';
import { useServer } from '../support/server.ts';

// Nothing moves by itself.
const server = useServer({ flags: ['--lifecycle', 'manual'] });
let caller = { account: '' };
let lag: ShownLag;

beforeEach(async () => {
  caller = { account: newAccount() };
  lag = await orderLag(server, caller, { numberOfConnections: 2 });
});

const update = (changes: Partial<UpdateLagRequest>) =>
  server.call('UpdateLag', { lagId: lag.lagId, ...changes }, caller);

describe('UpdateLag', () => {
  test('changes name and minimum', async () => {
    const { ids, ...before } = lag;
    const after = await update({ lagName: 'renamed', minimumLinks: 2 });
    expect(after).toEqual({ ...before, lagName: 'renamed', minimumLinks: 2 });
    const { ids: same, ...now } = await lagNow(server, caller, lag.lagId);
    expect([now, same]).toEqual([after, ids]);
  });

  test('with nothing to change succeeds: Ansible sends the id alone', async () => {
    const { ids: _, ...before } = lag;
    expect(await update({})).toEqual(before);
  });

  test('gives its encryption mode to all members', async () => {
    const secure = await orderLag(server, caller, { numberOfConnections: 2, requestMACSec: true });
    const changed = await server.call(
      'UpdateLag',
      { lagId: secure.lagId, encryptionMode: 'no_encrypt' },
      caller,
    );
    expect(changed).toMatchObject({
      encryptionMode: 'no_encrypt',
      connections: [{ encryptionMode: 'no_encrypt' }, { encryptionMode: 'no_encrypt' }],
    });
  });

  test.each([
    [
      'a minimum above the members',
      { minimumLinks: 3 },
      'MinimumLinks cannot be set higher than the number of connections: 2',
    ],
    ['a negative minimum', { minimumLinks: -1 }, 'MinimumLinks -1 is not valid: 0 to 2'],
    ['an unknown LAG', { lagId: 'dxlag-fffffff0' }, 'Could not find Lag with ID dxlag-fffffff0'],
    ['a malformed id', { lagId: 'doesntexist' }, 'Lag ID doesntexist has an invalid format.'],
  ])('refuses %s', async (_, changes, text) => {
    expect(await refusalOf(update(changes))).toEqual(clientException(text));
  });

  test('refuses an encryption mode where MACsec was not requested', async () => {
    expect(await refusalOf(update({ encryptionMode: 'must_encrypt' }))).toEqual(
      clientException(`Lag ${lag.lagId} is not MACsec capable`),
    );
  });

  test('allows only 0 on an empty LAG', async () => {
    for (const connectionId of lag.ids) await server.call('DeleteConnection', { connectionId }, caller);
    expect(await refusalOf(update({ minimumLinks: 1 }))).toEqual(
      clientException('MinimumLinks cannot be set higher than the number of connections: 0'),
    );
    expect(await update({ minimumLinks: 0 })).toMatchObject({ numberOfConnections: 0, connections: [] });
  });

  test('falls to what is left when the operator turns a member down, and takes that again', async () => {
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 3 });
    await server.call('UpdateLag', { lagId, minimumLinks: 3 }, caller);
    await server.operator('POST', `/orders/${ids[0]}/reject`, { reason: 'No fibre' });
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 2, minimumLinks: 2 });
    expect(await server.call('UpdateLag', { lagId, minimumLinks: 2 }, caller)).toMatchObject({
      minimumLinks: 2,
    });
    for (const id of ids.slice(1))
      await server.operator('POST', `/orders/${id}/reject`, { reason: 'No fibre' });
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 0, minimumLinks: 0 });
  });

  test('takes the minimum that the LAG has, also where its last member has gone', async () => {
    const { lagId, ids } = await orderLag(server, caller);
    await server.call('UpdateLag', { lagId, minimumLinks: 1 }, caller);
    await server.call('DisassociateConnectionFromLag', { connectionId: ids[0] ?? '', lagId }, caller);
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 0, minimumLinks: 1 });
    expect(await server.call('UpdateLag', { lagId, minimumLinks: 1, lagName: 'same' }, caller)).toMatchObject(
      {
        minimumLinks: 1,
        lagName: 'same',
      },
    );
  });

  test('is for the owner alone', async () => {
    const stranger = server.call('UpdateLag', { lagId: lag.lagId, lagName: 'x' }, { account: newAccount() });
    expect(await refusalOf(stranger)).toEqual(clientException(`Could not find Lag with ID ${lag.lagId}`));
  });
});

describe('DeleteLag', () => {
  test('lets the members stand alone, and shows the LAG as deleted', async () => {
    await update({ minimumLinks: 2 });
    const deleted = await server.call('DeleteLag', { lagId: lag.lagId }, caller);
    expect(deleted).toMatchObject({ lagState: 'deleted', numberOfConnections: 0, connections: [] });
    const { connections } = await server.call('DescribeConnections', {}, caller);
    expect(connections).toMatchObject(
      lag.ids.map((connectionId) => ({ connectionId, connectionState: 'requested' })),
    );
    for (const connection of connections ?? []) expect(connection).not.toHaveProperty('lagId');
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject(deleted);
  });

  test('finds a deleted LAG no more, and nobody else’s', async () => {
    const unknown = clientException(`Could not find Lag with ID ${lag.lagId}`);
    const remove = (account: string) => server.call('DeleteLag', { lagId: lag.lagId }, { account });
    expect(await refusalOf(remove(newAccount()))).toEqual(unknown);
    await remove(caller.account);
    expect(await refusalOf(remove(caller.account))).toEqual(unknown);
    expect(await refusalOf(update({ lagName: 'x' }))).toEqual(unknown);
  });

  test('frees a place in the Region', async () => {
    for (let n = 0; n < 9; n += 1) await orderLag(server, caller, { location: 'CSVA1' });
    const another = () => orderLag(server, caller, { location: '165HS' });
    expect(await refusalOf(another())).toEqual(
      clientException('You have reached the limit of 10 LAGs in us-east-1'),
    );
    await server.call('DeleteLag', { lagId: lag.lagId }, caller);
    expect((await another()).lagState).toBe('pending');
  });
});
