import {
  AssociateMacSecKeyCommand,
  DescribeConnectionsCommand,
  DisassociateMacSecKeyCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { bringUp, connectionNow } from '../support/lags.ts';
import { addKey, newHex, passSeconds, securePort } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
const keysOf = async (caller: { readonly account: string }, id: string) =>
  (await connectionNow(server, caller, id)).macSecKeys;

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('in %s', (_, cbor) => {
  test('a key is associated and disassociated: as Terraform does it', async () => {
    const account = newAccount();
    const client = server.client(account, 'us-east-1', { cbor });
    const connectionId = await securePort(server, { account });
    const shown = async () => {
      const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
      const { connectionState, portEncryptionStatus, macSecKeys } = connections?.[0] ?? {};
      return { connectionState, portEncryptionStatus, macSecKeys };
    };
    expect(await shown()).toEqual({
      connectionState: 'available',
      portEncryptionStatus: 'Encryption Down',
      macSecKeys: [],
    });

    const [ckn, cak] = [newHex(), newHex()];
    const { $metadata: _metadata, ...answer } = await client.send(
      new AssociateMacSecKeyCommand({ connectionId, ckn, cak }),
    );
    const name = `directconnect!prod/us-east-1/directconnect/${ckn}`;
    const key = {
      secretARN: expect.stringMatching(
        new RegExp(`^arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-[A-Za-z0-9]{6}$`),
      ),
      ckn,
      state: 'associating',
      startOn: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    };
    expect(answer).toEqual({ connectionId, macSecKeys: [key] });
    // For a moment [UG23].
    expect(await shown()).toMatchObject({
      connectionState: 'pending',
      macSecKeys: [{ state: 'associating' }],
    });
    await passSeconds(server, 2);
    const associated = { ...key, state: 'associated' };
    expect(await shown()).toEqual({
      connectionState: 'available',
      portEncryptionStatus: 'Encryption Up',
      macSecKeys: [associated],
    });

    const { secretARN = '' } = answer.macSecKeys?.[0] ?? {};
    expect(secretARN).not.toContain('_');
    const removed = await client.send(new DisassociateMacSecKeyCommand({ connectionId, secretARN }));
    expect(removed).toMatchObject({
      connectionId,
      macSecKeys: [{ secretARN, ckn, state: 'disassociating' }],
    });
    expect(removed.macSecKeys).toHaveLength(1);
    await passSeconds(server, 2);
    expect(await shown()).toMatchObject({ portEncryptionStatus: 'Encryption Down', macSecKeys: [] });
  });
});

describe('a key', () => {
  test('is one of three, the newest last', async () => {
    const caller = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const keys = [];
    for (let n = 0; n < 3; n += 1) keys.push(await addKey(server, caller, connectionId));
    expect((await keysOf(caller, connectionId))?.map(({ ckn }) => ckn)).toEqual(keys.map(({ ckn }) => ckn));
    const fourth = () => addKey(server, caller, connectionId);
    expect(await refusalOf(fourth())).toEqual(
      clientException(`You have reached the limit of 3 MACsec keys of ${connectionId}`),
    );
    const { secretARN = '' } = keys[0] ?? {};
    await server.call('DisassociateMacSecKey', { connectionId, secretARN }, caller);
    const { ckn } = await fourth();
    expect((await keysOf(caller, connectionId))?.at(-1)?.ckn).toBe(ckn);
  });

  test('may be used again by its secret, after it has gone and on another connection', async () => {
    const caller = { account: newAccount() };
    const [first, second] = [await securePort(server, caller), await securePort(server, caller)];
    const { secretARN = '', ckn } = await addKey(server, caller, first);
    await server.call('DisassociateMacSecKey', { connectionId: first, secretARN }, caller);
    await passSeconds(server, 2);
    for (const connectionId of [first, second]) {
      const { macSecKeys } = await server.call('AssociateMacSecKey', { connectionId, secretARN }, caller);
      expect(macSecKeys).toMatchObject([{ secretARN, ckn, state: 'associating' }]);
    }
  });

  test('that is given again has the same secret', async () => {
    const caller = { account: newAccount() };
    const [first, second] = [await securePort(server, caller), await securePort(server, caller)];
    const ckn = newHex();
    const associate = async (connectionId: string) =>
      (await server.call('AssociateMacSecKey', { connectionId, ckn, cak: newHex() }, caller)).macSecKeys?.[0];
    const one = await associate(first);
    expect((await associate(second))?.secretARN).toBe(one?.secretARN);
  });

  test('is shown to nobody', async () => {
    const caller = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const cak = newHex();
    const answer = await server.call('AssociateMacSecKey', { connectionId, ckn: newHex(), cak }, caller);
    const wrong = await refusalOf(
      server.call('AssociateMacSecKey', { connectionId, ckn: newHex(), cak: `${cak}0` }, caller),
    );
    const { body: trail } = await server.operator('GET', '/audit?limit=20');
    expect(JSON.stringify(trail)).toContain('AssociateMacSecKey');
    const shown = JSON.stringify([answer, wrong, trail, await connectionNow(server, caller, connectionId)]);
    expect(shown).not.toContain(cak);
  });
});

describe('a key is refused', () => {
  const key = () => ({ ckn: newHex(), cak: newHex() });

  test('for what is not up', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
    const associate = () => refusalOf(server.call('AssociateMacSecKey', { connectionId, ...key() }, caller));
    const notAvailable = clientException(
      `The port is not in available state to associate the key for account ${caller.account}`,
    );
    expect(await associate()).toEqual(notAvailable);
    await bringUp(server, connectionId);
    await server.call('AssociateMacSecKey', { connectionId, ...key() }, caller);
    // It is pending while the first is being associated.
    expect(await associate()).toEqual(notAvailable);
  });

  test('for what has no MACsec', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const call = server.call('AssociateMacSecKey', { connectionId, ...key() }, caller);
    expect(await refusalOf(call)).toEqual(
      clientException(`Connection ${connectionId} is not MACsec capable`),
    );
  });

  test('when it is given in two ways, in none, or wrongly', async () => {
    const caller = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const associate = (given: object) =>
      refusalOf(server.call('AssociateMacSecKey', { connectionId, ...given }, caller));
    const both = clientException('Either secretARN, or both ckn and cak, must be given');
    for (const given of [{}, { ckn: newHex() }, { ...key(), secretARN: 'arn' }]) {
      expect(await associate(given)).toEqual(both);
    }
    expect(await associate({ ...key(), ckn: 'zz' })).toEqual(
      clientException('ckn is not valid: 64 hexadecimal characters (0-9, A-F)'),
    );
    expect(await associate({ secretARN: 'arn:aws:secretsmanager:us-east-1:1:secret:x' })).toEqual(
      clientException('Secret arn:aws:secretsmanager:us-east-1:1:secret:x does not exist.'),
    );
    expect(await keysOf(caller, connectionId)).toEqual([]);
  });

  test('when it is there already', async () => {
    const caller = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const { ckn = '', secretARN = '' } = await addKey(server, caller, connectionId);
    const again = { connectionId, ckn: ckn.toUpperCase(), cak: newHex() };
    const taken = clientException(`MACsec key ${secretARN} is associated with ${connectionId} already`);
    expect(await refusalOf(server.call('AssociateMacSecKey', { connectionId, secretARN }, caller))).toEqual(
      taken,
    );
    expect(await refusalOf(server.call('AssociateMacSecKey', again, caller))).toEqual(taken);
  });

  test('of others, and for others', async () => {
    const caller = { account: newAccount() };
    const stranger = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const theirs = await securePort(server, stranger);
    const { secretARN = '' } = await addKey(server, caller, connectionId);
    const unknown = clientException(`Could not find Connection with ID ${connectionId}`);
    const asStranger = (id: string) => ({
      associate: refusalOf(server.call('AssociateMacSecKey', { connectionId: id, secretARN }, stranger)),
      disassociate: refusalOf(
        server.call('DisassociateMacSecKey', { connectionId: id, secretARN }, stranger),
      ),
    });
    const mine = asStranger(connectionId);
    expect([await mine.associate, await mine.disassociate]).toEqual([unknown, unknown]);
    const own = asStranger(theirs);
    expect(await own.associate).toEqual(clientException(`Secret ${secretARN} does not exist.`));
    expect(await own.disassociate).toEqual(
      clientException(`MACsec key ${secretARN} is not associated with ${theirs}`),
    );
  });

  test.each([
    ['x', 'Connection ID x has an invalid format.'],
    ['dxcon-fffffff0', 'Could not find Connection with ID dxcon-fffffff0'],
    ['dxlag-fffffff0', 'Could not find Lag with ID dxlag-fffffff0'],
  ])('for %s', async (connectionId, text) => {
    expect(await refusalOf(server.call('AssociateMacSecKey', { connectionId, ...key() }))).toEqual(
      clientException(text),
    );
  });

  test('twice on its way out', async () => {
    const caller = { account: newAccount() };
    const connectionId = await securePort(server, caller);
    const { secretARN = '' } = await addKey(server, caller, connectionId);
    const remove = () => server.call('DisassociateMacSecKey', { connectionId, secretARN }, caller);
    await remove();
    expect(await refusalOf(remove())).toEqual(
      clientException(`MACsec key ${secretARN} is not associated with ${connectionId}`),
    );
    expect(await refusalOf(server.call('AssociateMacSecKey', { connectionId, secretARN }, caller))).toEqual(
      clientException(`MACsec key ${secretARN} is disassociating with ${connectionId} already`),
    );
  });
});
