// The keys and the mode of a LAG are those of its members.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  breakPort,
  bringUp,
  connectionNow,
  lagNow,
  orderLag,
  repairPort,
  type ShownLag,
} from '../support/lags.ts';
import { addKey, encryptionOf, newHex, passSeconds, securePort } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
let caller = { account: '' };
let lag: ShownLag;

beforeEach(async () => {
  caller = { account: newAccount() };
  lag = await orderLag(server, caller, { numberOfConnections: 2, requestMACSec: true });
  for (const id of lag.ids) await bringUp(server, id);
});

const now = () => lagNow(server, caller, lag.lagId);
const members = () => Promise.all(lag.ids.map((id) => encryptionOf(server, caller, id)));
const update = (changes: { minimumLinks?: number; encryptionMode?: 'must_encrypt' }) =>
  server.call('UpdateLag', { lagId: lag.lagId, ...changes }, caller);
const cknsOf = async (id: string) =>
  (await connectionNow(server, caller, id)).macSecKeys?.map(({ ckn }) => ckn);

describe('a key of a LAG', () => {
  test('is shown on its members, and encrypts their ports', async () => {
    const { macSecKeys } = await server.call(
      'AssociateMacSecKey',
      { connectionId: lag.lagId, ckn: newHex(), cak: newHex() },
      caller,
    );
    expect(macSecKeys).toMatchObject([{ state: 'associating' }]);
    // Its members are pending for a moment; it stays up meanwhile.
    expect((await members()).map(([state]) => state)).toEqual(['pending', 'pending']);
    expect((await now()).lagState).toBe('available');
    await passSeconds(server, 2);
    expect(await members()).toEqual([
      ['available', 'should_encrypt', 'Encryption Up'],
      ['available', 'should_encrypt', 'Encryption Up'],
    ]);
    const { macSecKeys: shown } = await now();
    expect(shown).toMatchObject([{ ckn: macSecKeys?.[0]?.ckn, state: 'associated' }]);
    expect(await cknsOf(lag.ids[0] ?? '')).toEqual(shown?.map(({ ckn }) => ckn));
  });

  test('is not a member’s to change', async () => {
    const { secretARN = '' } = await addKey(server, caller, lag.lagId);
    const [connectionId = ''] = lag.ids;
    const lags = clientException(
      `Connection ${connectionId} is associated with Lag ${lag.lagId}: its MACsec keys are those of the Lag`,
    );
    const key = { connectionId, ckn: newHex(), cak: newHex() };
    expect(await refusalOf(server.call('AssociateMacSecKey', key, caller))).toEqual(lags);
    expect(
      await refusalOf(server.call('DisassociateMacSecKey', { connectionId, secretARN }, caller)),
    ).toEqual(lags);
  });

  test('is for a LAG that is up and has MACsec', async () => {
    const plain = await orderLag(server, caller);
    const associate = (connectionId: string) =>
      refusalOf(server.call('AssociateMacSecKey', { connectionId, ckn: newHex(), cak: newHex() }, caller));
    expect(await associate(plain.lagId)).toEqual(clientException(`Lag ${plain.lagId} is not MACsec capable`));
    const pending = await orderLag(server, caller, { requestMACSec: true });
    expect(await associate(pending.lagId)).toEqual(
      clientException(
        `The port is not in available state to associate the key for account ${caller.account}`,
      ),
    );
  });

  test('goes with the LAG', async () => {
    await addKey(server, caller, lag.lagId);
    await server.call('DeleteLag', { lagId: lag.lagId }, caller);
    expect((await now()).macSecKeys).toEqual([]);
    await passSeconds(server, 2);
    expect(await members()).toEqual([
      ['available', 'should_encrypt', 'Encryption Down'],
      ['available', 'should_encrypt', 'Encryption Down'],
    ]);
  });
});

describe('must_encrypt on a LAG', () => {
  test('takes it down with the encryption of its members', async () => {
    await addKey(server, caller, lag.lagId);
    await update({ encryptionMode: 'must_encrypt', minimumLinks: 1 });
    expect((await now()).lagState).toBe('available');
    const [first = '', second = ''] = lag.ids;
    await breakPort(server, first, 'noEncryption');
    expect(await encryptionOf(server, caller, first)).toEqual(['down', 'must_encrypt', 'Encryption Down']);
    expect((await now()).lagState).toBe('available');
    await breakPort(server, second, 'noEncryption');
    expect((await now()).lagState).toBe('down');
    await repairPort(server, first);
    expect((await now()).lagState).toBe('available');
  });

  test('takes all members down at once where there is no key, and so the LAG', async () => {
    const after = await update({ encryptionMode: 'must_encrypt', minimumLinks: 1 });
    expect(after).toMatchObject({
      lagState: 'down',
      encryptionMode: 'must_encrypt',
      connections: [{ connectionState: 'down' }, { connectionState: 'down' }],
    });
    // And a key brings all of them up.
    await addKey(server, caller, lag.lagId);
    expect((await now()).lagState).toBe('available');
    expect(await members()).toEqual([
      ['available', 'must_encrypt', 'Encryption Up'],
      ['available', 'must_encrypt', 'Encryption Up'],
    ]);
  });

  test('falls with the last key, on the LAG and on its members', async () => {
    const { secretARN = '' } = await addKey(server, caller, lag.lagId);
    await update({ encryptionMode: 'must_encrypt', minimumLinks: 2 });
    await server.call('DisassociateMacSecKey', { connectionId: lag.lagId, secretARN }, caller);
    await passSeconds(server, 2);
    expect(await now()).toMatchObject({ lagState: 'available', encryptionMode: 'should_encrypt' });
    expect((await members()).map(([, mode]) => mode)).toEqual(['should_encrypt', 'should_encrypt']);
  });
});

describe('a connection with MACsec', () => {
  test('leaves its own keys when it joins, and the LAG’s when it leaves', async () => {
    const key = await addKey(server, caller, lag.lagId);
    await update({ encryptionMode: 'must_encrypt' });
    const id = await securePort(server, caller);
    await addKey(server, caller, id);
    await server.call('AssociateConnectionWithLag', { connectionId: id, lagId: lag.lagId }, caller);
    expect(await cknsOf(id)).toEqual([key.ckn]);
    await passSeconds(server, 2);
    expect(await encryptionOf(server, caller, id)).toEqual(['available', 'must_encrypt', 'Encryption Up']);

    await server.call('DisassociateConnectionFromLag', { connectionId: id, lagId: lag.lagId }, caller);
    await passSeconds(server, 2);
    expect(await cknsOf(id)).toEqual([]);
    // must_encrypt without a key would cut it off.
    expect(await encryptionOf(server, caller, id)).toEqual([
      'available',
      'should_encrypt',
      'Encryption Down',
    ]);
  });

  test('is told to be encrypted by nothing where it has no key any more', async () => {
    const keyless = { macSecKeys: [], portEncryptionStatus: 'Encryption Down' };
    const id = await securePort(server, caller);
    await addKey(server, caller, id);
    const pair = { connectionId: id, lagId: lag.lagId };
    expect(await server.call('AssociateConnectionWithLag', pair, caller)).toMatchObject(keyless);
    await passSeconds(server, 2);
    await addKey(server, caller, lag.lagId);
    expect((await encryptionOf(server, caller, id)).at(-1)).toBe('Encryption Up');
    expect(await server.call('DisassociateConnectionFromLag', pair, caller)).toMatchObject(keyless);
  });

  test('leaves its own keys to a LAG that is made of it', async () => {
    const connectionId = await securePort(server, caller);
    await addKey(server, caller, connectionId);
    const made = await orderLag(server, caller, { connectionId, requestMACSec: true });
    expect(made).toMatchObject({ macSecKeys: [], connections: [{ macSecKeys: [] }] });
    await passSeconds(server, 2);
    expect((await lagNow(server, caller, made.lagId)).lagState).toBe('available');
  });
});
