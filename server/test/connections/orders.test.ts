// Where an order lands: on a LAG's device, on the device asked for, or nowhere when all declared ports are taken.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { connectionNow, devicesAt, lagNow, orderLag } from '../support/lags.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer();

describe('an order for a LAG', () => {
  test('lands on its device, inherits its speed, location and mode, and joins it', async () => {
    const caller = { account: newAccount() };
    // A device that the account’s other port would not choose.
    const [, second = ''] = devicesAt('EqDC2');
    await orderPort(server, caller);
    const tags = [{ key: 'crossconnect:device', value: second }];
    const { lagId, awsDevice, ids } = await orderLag(server, caller, { tags, requestMACSec: true });
    expect(awsDevice).toBe(second);
    await server.call('UpdateLag', { lagId, encryptionMode: 'no_encrypt' }, caller);

    const order = { location: 'eqda2', bandwidth: '100Gbps', connectionName: 'third', requestMACSec: true };
    const joined = await server.call('CreateConnection', { ...order, lagId }, caller);
    expect(joined).toMatchObject({
      lagId,
      location: 'EqDC2',
      bandwidth: '10Gbps',
      connectionName: 'third',
      connectionState: 'requested',
      encryptionMode: 'no_encrypt',
    });
    await server.settle();
    const { connectionId = '' } = joined;
    expect(await connectionNow(server, caller, connectionId)).toMatchObject({
      awsDeviceV2: second,
      connectionState: 'available',
    });
    expect(await lagNow(server, caller, lagId)).toMatchObject({
      numberOfConnections: 2,
      ids: [ids[0], connectionId],
    });
  });

  test.for([
    ['10Gbps', 4],
    ['100Gbps', 2],
  ] as const)('of %s is refused beyond %i members', async ([connectionsBandwidth, most]) => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(server, caller, { connectionsBandwidth, numberOfConnections: most });
    expect(await refusalOf(orderPort(server, caller, { bandwidth: connectionsBandwidth, lagId }))).toEqual(
      clientException(
        `You have reached the limit of ${most} connections in a LAG of ${connectionsBandwidth}`,
      ),
    );
    expect(await portsOf(server, caller)).toHaveProperty('size', most);
  });

  test('races with others for the last place, and one wins', async () => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(server, caller, { numberOfConnections: 3 });
    const orders = Array.from({ length: 4 }, () => orderPort(server, caller, { lagId }));
    const placed = await Promise.allSettled(orders);
    expect(placed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 4 });
  });

  test('counts in the quota of the location', async () => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(server, caller);
    for (let count = 0; count < 9; count += 1) await orderPort(server, caller);
    expect(await refusalOf(orderPort(server, caller, { lagId }))).toEqual(
      clientException('You have reached the limit of 10 active connections at EqDC2'),
    );
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 1 });
  });

  test('mixes no MACsec', async () => {
    const caller = { account: newAccount() };
    const { lagId: open } = await orderLag(server, caller);
    const { lagId: secure } = await orderLag(server, caller, { requestMACSec: true });
    const mixed = (lagId: string) =>
      clientException(`Connection and lag ${lagId} should be requested MacSec at the same time`);
    expect(await refusalOf(orderPort(server, caller, { lagId: open, requestMACSec: true }))).toEqual(
      mixed(open),
    );
    expect(await refusalOf(orderPort(server, caller, { lagId: secure }))).toEqual(mixed(secure));
  });

  test('has the LAG’s place and speed, and MACsec where those have it', async () => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(server, caller, { requestMACSec: true });
    // No 1G port has MACsec.
    const order = { lagId, requestMACSec: true, bandwidth: '1Gbps', location: 'CSVA1' };
    expect(await orderPort(server, caller, order)).toMatchObject({
      lagId,
      bandwidth: '10Gbps',
      location: 'EqDC2',
      macSecCapable: true,
    });
    expect(await refusalOf(orderPort(server, caller, { ...order, location: 'NOWHERE' }))).toMatchObject({
      message: expect.stringContaining('Location NOWHERE is not available in us-east-1'),
    });
    expect(await refusalOf(orderPort(server, caller, { ...order, bandwidth: '3Gbps' }))).toMatchObject({
      message: expect.stringContaining('Bandwidth 3Gbps is not valid'),
    });
  });

  test('that is somebody else’s, of another Region, deleted or malformed finds none', async () => {
    const account = newAccount();
    const { lagId, ids } = await orderLag(server, { account });
    const unknown = clientException(`Could not find Lag with ID ${lagId}`);
    const [stranger, elsewhere] = [{ account: newAccount() }, { account, region: 'us-west-2' }];
    expect(await refusalOf(orderPort(server, stranger, { lagId }))).toEqual(unknown);
    expect(await refusalOf(orderPort(server, elsewhere, { lagId, location: 'EqSe2' }))).toEqual(unknown);
    await server.call('DeleteLag', { lagId }, { account });
    expect(await refusalOf(orderPort(server, { account }, { lagId }))).toEqual(unknown);
    expect(await refusalOf(orderPort(server, { account }, { lagId: 'lag' }))).toEqual(
      clientException('Lag ID lag has an invalid format.'),
    );
    expect([...(await portsOf(server, { account })).keys()]).toEqual(ids);
    expect(await portsOf(server, stranger)).toHaveProperty('size', 0);
  });
});

describe('at a location with declared ports', () => {
  const site = { region: 'eu-west-1', code: 'TINY1', name: 'A cupboard, Dublin, IRL' };
  const device = { deviceId: 'TINY1-aaaaaaaaaaaaa', region: site.region, location: site.code };

  test('the last one is taken once, an order beyond is refused, and a deletion gives it back', async () => {
    await server.operator('POST', '/locations', site);
    await server.operator('POST', '/devices', { ...device, portSpeeds: ['1G', '10G'] });
    const range = { from: 1, to: 1, speed: '10G' };
    const declared = await server.operator('POST', `/devices/${device.deviceId}/ports`, range);
    expect(declared.status).toBe(201);

    const callers = Array.from({ length: 12 }, () => ({ account: newAccount(), region: site.region }));
    const order = { location: site.code };
    const placed = await Promise.allSettled(callers.map((caller) => orderPort(server, caller, order)));
    const winners = callers.filter((_, index) => placed[index]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);

    const late = { account: newAccount(), region: site.region };
    expect(await refusalOf(orderPort(server, late, order))).toEqual(
      clientException('No port of 10G is available at the location'),
    );
    expect(await portsOf(server, late)).toHaveProperty('size', 0);
    const bundle = { location: site.code, numberOfConnections: 2 };
    expect((await refusalOf(orderLag(server, late, bundle))).code).toBe('DirectConnectClientException');

    const [winner = late] = winners;
    const [connectionId = ''] = (await portsOf(server, winner)).keys();
    await server.call('DeleteConnection', { connectionId }, winner);
    await server.settle();
    expect(await orderPort(server, late, order)).toMatchObject({ connectionState: 'requested' });
  });
});
