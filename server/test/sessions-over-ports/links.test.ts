// What happens below a session: fibre, LAG, MACsec, the partner's port. The session falls with it, says why, and comes again.
import { describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { orderPrivate } from '../support/interfaces.ts';
import { breakPort, orderLag, repairPort } from '../support/lags.ts';
import { addKey, passSeconds } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { historyOf, readyInterface, standOf } from './sessions.testing.ts';

const server = useServer();

test('a cut fibre takes the session down, and its repair brings it back, each with its cause', async () => {
  const caller = { account: newAccount() };
  const { id, connectionId } = await readyInterface(server, caller);
  expect(await standOf(server, caller, id)).toBe('available, up');
  await breakPort(server, connectionId);
  expect(await standOf(server, caller, id)).toBe('down, down');
  await repairPort(server, connectionId);
  expect(await standOf(server, caller, id)).toBe('available, up');
  expect(await historyOf(server, id)).toEqual([
    "down: The customer's router does not answer",
    'up: Established',
    'down: The port has no link',
    'up: Established',
  ]);
});

describe('a LAG', () => {
  test('below its minimum of links takes the session down', async () => {
    const caller = { account: newAccount() };
    const lag = await orderLag(server, caller, { numberOfConnections: 2 });
    await server.settle();
    await server.call('UpdateLag', { lagId: lag.lagId, minimumLinks: 2 }, caller);
    const { virtualInterfaceId: id } = await orderPrivate(server, caller, lag.lagId);
    await passSeconds(server, 1);
    expect(await standOf(server, caller, id)).toBe('available, up');
    await breakPort(server, lag.ids[0] ?? '');
    expect(await standOf(server, caller, id)).toBe('down, down');
    expect((await historyOf(server, id)).at(-1)).toBe('down: Too few links of the LAG work');
    await repairPort(server, lag.ids[0] ?? '');
    expect(await standOf(server, caller, id)).toBe('available, up');
  });

  test('that asks for no minimum carries with one link, and nothing without any, whatever its state says', async () => {
    const caller = { account: newAccount() };
    const lag = await orderLag(server, caller, { numberOfConnections: 2 });
    await server.settle();
    const { virtualInterfaceId: id } = await orderPrivate(server, caller, lag.lagId);
    await passSeconds(server, 1);
    await breakPort(server, lag.ids[0] ?? '');
    expect(await standOf(server, caller, id)).toBe('available, up');
    await breakPort(server, lag.ids[1] ?? '', 'dark');
    expect(await standOf(server, caller, id)).toBe('down, down');
    await repairPort(server, lag.ids[0] ?? '');
    expect(await standOf(server, caller, id)).toBe('available, up');
  });
});

test('must_encrypt without MACsec takes the session down; should_encrypt does not', async () => {
  const caller = { account: newAccount() };
  const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
  await server.settle();
  await addKey(server, caller, connectionId);
  const { virtualInterfaceId: id } = await orderPrivate(server, caller, connectionId);
  await passSeconds(server, 1);
  await breakPort(server, connectionId, 'noEncryption');
  expect(await standOf(server, caller, id)).toBe('available, up');
  await server.call('UpdateConnection', { connectionId, encryptionMode: 'must_encrypt' }, caller);
  await server.settle();
  expect(await standOf(server, caller, id)).toBe('down, down');
  // Said once: who drops the session and who sees it fall know the same cause.
  expect((await historyOf(server, id)).slice(-2)).toEqual([
    'up: Established',
    'down: MACsec must encrypt, and does not',
  ]);
  await repairPort(server, connectionId);
  expect(await standOf(server, caller, id)).toBe('available, up');
});

test('must_encrypt without a key takes the session down, and the first key brings it back', async () => {
  const caller = { account: newAccount() };
  const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
  const { virtualInterfaceId: id } = await orderPrivate(server, caller, connectionId);
  expect(await standOf(server, caller, id)).toBe('available, up');
  await server.call('UpdateConnection', { connectionId, encryptionMode: 'must_encrypt' }, caller);
  expect(await standOf(server, caller, id)).toBe('down, down');
  await addKey(server, caller, connectionId);
  expect(await standOf(server, caller, id)).toBe('available, up');
  expect((await historyOf(server, id)).slice(-2)).toEqual([
    'down: MACsec must encrypt, and does not',
    'up: Established',
  ]);
});

test('over a hosted connection the partner’s port counts', async () => {
  const partner = { account: newAccount() };
  const caller = { account: newAccount() };
  const at = { location: 'EqDC2', bandwidth: '10Gbps' };
  const { interconnectId = '' } = await server.call(
    'CreateInterconnect',
    { ...at, interconnectName: 'x' },
    partner,
  );
  await server.settle();
  const { connectionId = '' } = await server.call(
    'AllocateHostedConnection',
    {
      connectionId: interconnectId,
      ownerAccount: caller.account,
      bandwidth: '500Mbps',
      connectionName: 'slice',
      vlan: 77,
    },
    partner,
  );
  await server.call('ConfirmConnection', { connectionId }, caller);
  await server.settle();
  const { virtualInterfaceId: id } = await orderPrivate(server, caller, connectionId, { vlan: 77 });
  await passSeconds(server, 1);
  expect(await standOf(server, caller, id)).toBe('available, up');
  await breakPort(server, interconnectId);
  expect(await standOf(server, caller, id)).toBe('down, down');
  expect((await historyOf(server, id)).at(-1)).toBe('down: The port has no link');
  await repairPort(server, interconnectId);
  expect(await standOf(server, caller, id)).toBe('available, up');
});

test('with two peers a virtual interface is up while one session is', async () => {
  const caller = { account: newAccount() };
  const { id } = await readyInterface(server, caller);
  await server.call(
    'CreateBGPPeer',
    { virtualInterfaceId: id, newBGPPeer: { asn: 65_001, addressFamily: 'ipv6' } },
    caller,
  );
  await passSeconds(server, 1);
  expect(await standOf(server, caller, id)).toBe('available, up, up');
  const path = `/virtual-interfaces/${id}/customer-router`;
  // Its ASN is right for one of the two sessions alone.
  await operatorOf(server).done('POST', `${path}/asn`, { asn: 65_001 });
  expect(await standOf(server, caller, id)).toBe('available, down, up');
  await operatorOf(server).done('POST', `${path}/silence`);
  expect(await standOf(server, caller, id)).toBe('down, down, down');
});
