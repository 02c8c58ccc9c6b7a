// Declared ports are all that there are: a LAG takes its own on one device, or nothing.
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderLag } from '../support/lags.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
const SITE = { region: 'us-east-1', code: 'OwnSite' };
const BANDWIDTH = '10Gbps';

async function declare(path: string, body: object): Promise<void> {
  const { status, body: answer } = await server.operator('POST', path, body);
  if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
}

/** Two devices: two ports on the first, three on the second. */
beforeAll(async () => {
  await declare('/locations', { ...SITE, name: 'Own Site, Here' });
  for (const [ordinal, to] of [2, 3].entries()) {
    const deviceId = `OwnSite-device${ordinal + 1}`;
    const device = { deviceId, region: SITE.region, location: SITE.code, ordinal: ordinal + 1 };
    await declare('/devices', { ...device, portSpeeds: ['10G'] });
    await declare(`/devices/${deviceId}/ports`, { from: 1, to, speed: '10G' });
  }
});

describe('at a site of declared ports', () => {
  const order = (caller: { readonly account: string }, numberOfConnections: number, connectionId?: string) =>
    orderLag(server, caller, {
      location: SITE.code,
      connectionsBandwidth: BANDWIDTH,
      numberOfConnections,
      ...(connectionId === undefined ? {} : { connectionId }),
    });

  test('all members are on one device, and a refused LAG takes none', async () => {
    const caller = { account: newAccount() };
    expect(await refusalOf(order(caller, 4))).toEqual(
      clientException('No set of 4 ports on one device of 10G is available at the location'),
    );
    expect(await portsOf(server, caller)).toEqual(new Map());

    // Three fit on the second device alone.
    const three = await order(caller, 3);
    expect(three.awsDevice).toBe('OwnSite-device2');
    // Made of a connection on the first device, a LAG of three has no room there.
    const { connectionId } = await orderPort(server, caller, { location: SITE.code, bandwidth: BANDWIDTH });
    expect(await refusalOf(order(caller, 3, connectionId))).toEqual(
      clientException('Device OwnSite-device1 has no set of 2 ports on one device of 10G free'),
    );
    const two = await order(caller, 2, connectionId);
    expect(two.awsDevice).toBe('OwnSite-device1');
    expect(await refusalOf(order(caller, 1))).toEqual(
      clientException('No port of 10G is available at the location'),
    );

    // A member that is deleted gives its port back.
    await server.call('DeleteConnection', { connectionId: three.ids[0] ?? '' }, caller);
    expect((await order(caller, 1)).awsDevice).toBe('OwnSite-device2');
  });
});
