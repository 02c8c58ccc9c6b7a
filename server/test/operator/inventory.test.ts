import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Capacity {
  readonly speed: string;
  readonly free: number;
  readonly freeMacSec: number;
  readonly grows: boolean;
}

const SITE = { region: 'eu-north-1', code: 'MyDC1', name: 'My Data Centre, Stockholm' };
const DEVICE = { deviceId: 'my-sw-1', region: 'eu-north-1', location: 'MyDC1', portSpeeds: ['10G', '100G'] };

describe('a site of the operator’s own', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const account = newAccount();
  const caller = { account, region: 'eu-north-1' };
  const order = (bandwidth = '10Gbps') => orderPort(server, caller, { location: 'MyDC1', bandwidth });
  const capacity = async (query = '') =>
    (await operator.done<PageBody<Capacity>>('GET', `/capacity?location=mydc1${query}`)).items;

  test('is declared with its devices and ports, and sold', async () => {
    const site = await operator.done('POST', '/locations', {
      ...SITE,
      providers: ['Facility'],
      address: 'Street 1',
    });
    expect(site).toMatchObject({ ...SITE, source: 'operator', devices: [], portSpeeds: [] });
    const device = await operator.done('POST', '/devices', {
      ...DEVICE,
      macSecPortSpeeds: ['100G'],
      rack: 'R7',
    });
    expect(device).toMatchObject({ ...DEVICE, ordinal: 1, rack: 'R7', grows: false, open: true });
    expect(await refusalOf(order())).toMatchObject({
      message: 'No port of 10G is available at the location',
    });

    const declared = await operator.done('POST', '/devices/my-sw-1/ports', { from: 1, to: 2, speed: '10G' });
    expect(declared).toMatchObject({ ports: { free: 2, taken: 0, ceasing: 0, reserved: 0, quarantined: 0 } });
    await operator.done('POST', '/devices/my-sw-1/ports', { from: 49, to: 50, speed: '100G', macSec: true });
    expect(await operator.done('GET', '/locations/eu-north-1/mydc1')).toMatchObject({
      portSpeeds: ['100G', '10G'],
      macSecPortSpeeds: ['100G'],
      devices: ['my-sw-1'],
    });
    const { locations = [] } = await server.call('DescribeLocations', {}, caller);
    expect(locations.find(({ locationCode }) => locationCode === 'MyDC1')).toMatchObject({
      locationName: SITE.name,
      availableProviders: ['Facility'],
      availableMacSecPortSpeeds: ['100G'],
    });
  });

  test('shows what is free, and sells no more than that', async () => {
    expect(await capacity()).toMatchObject([
      { speed: '10G', free: 2, freeMacSec: 0, grows: false },
      { speed: '100G', free: 2, freeMacSec: 2, grows: false },
    ]);
    expect((await capacity('&macSec=true')).map(({ speed }) => speed)).toEqual(['100G']);
    await order();
    const second = await order();
    expect(await refusalOf(order())).toMatchObject({
      message: 'No port of 10G is available at the location',
    });
    expect(await capacity('&speed=10G')).toMatchObject([{ free: 0, taken: 2 }]);
    await server.call('DeleteConnection', { connectionId: second.connectionId }, caller);
    await server.settle();
    expect(await capacity('&speed=10G')).toMatchObject([{ free: 1, taken: 1 }]);
  });

  test('keeps ports from orders that are reserved or quarantined', async () => {
    await operator.done('POST', '/ports/my-sw-1.49/reserve', { note: 'for a friend' });
    await operator.done('POST', '/ports/my-sw-1.50/quarantine');
    expect(await capacity('&speed=100G')).toMatchObject([{ free: 0, reserved: 1, quarantined: 1 }]);
    expect(await refusalOf(order('100Gbps'))).toMatchObject({
      message: 'No port of 100G is available at the location',
    });
    const listed = await operator.done<PageBody<{ port: string }>>(
      'GET',
      '/ports?location=MyDC1&state=reserved',
    );
    expect(listed.items.map(({ port }) => port)).toEqual(['my-sw-1.49']);
    expect(await operator.done('POST', '/ports/my-sw-1.49/release')).toMatchObject({ state: 'free' });
    await order('100Gbps');
    const taken = await operator.refused(409, 'POST', '/ports/my-sw-1.49/reserve');
    expect(taken.next).toMatch(/^It is free when its connection dxcon-\w+ is deleted$/);
    const again = await operator.refused(409, 'POST', '/ports/my-sw-1.50/quarantine');
    expect(again.next).toBe('From quarantined there are: release');
  });

  test('takes no new orders on a device that is closed', async () => {
    await operator.done('PATCH', '/devices/my-sw-1', { open: false });
    expect(await capacity('&speed=10G')).toMatchObject([{ free: 0 }]);
    expect(await refusalOf(order())).toMatchObject({
      message: 'No port of 10G is available at the location',
    });
    await operator.done('PATCH', '/devices/my-sw-1', { open: true });
    await order();
  });

  test.each([
    [
      'POST',
      '/locations',
      { ...SITE, code: 'MYDC1' },
      409,
      'There is a location MyDC1 in eu-north-1 already',
    ],
    [
      'PATCH',
      '/locations/eu-north-1/Nowhere',
      { name: 'x' },
      404,
      'There is no location Nowhere in eu-north-1',
    ],
    ['POST', '/devices', DEVICE, 409, 'There is a device my-sw-1 already'],
    [
      'POST',
      '/devices',
      { ...DEVICE, deviceId: 'x', location: 'Nowhere' },
      404,
      'There is no location Nowhere',
    ],
    ['POST', '/devices', { ...DEVICE, deviceId: 'x', ordinal: 1 }, 400, "body.ordinal 1 is another device's"],
    [
      'PATCH',
      '/devices/my-sw-1',
      { macSecPortSpeeds: ['400G'] },
      400,
      'has 400G, which the device does not offer',
    ],
    ['POST', '/devices/my-sw-1/ports', { from: 2, to: 3, speed: '10G' }, 409, 'my-sw-1 has ports 2 already'],
    [
      'POST',
      '/devices/my-sw-1/ports',
      { from: 9, to: 3, speed: '10G' },
      400,
      'does not end a range that begins at 9',
    ],
    ['POST', '/devices/my-sw-1/ports', { from: 9, to: 9, speed: '1G' }, 400, 'is not offered by my-sw-1'],
    ['POST', '/devices/my-sw-1/ports', { from: 9, to: 9, speed: '10G', macSec: true }, 400, 'at 10G'],
    ['POST', '/devices/nowhere/ports', { from: 9, to: 9, speed: '10G' }, 404, 'There is no device nowhere'],
    ['GET', '/ports/my-sw-1.77', undefined, 404, 'There is no port my-sw-1.77'],
  ] as const)('%s %s with %j is refused (%i)', async (method, path, body, status, words) => {
    expect((await operator.refused(status, method, path, body)).detail).toContain(words);
  });
});

describe('the lab’s catalogue', () => {
  const server = useServer();
  const operator = operatorOf(server);

  test('a device grows until ports are declared on it', async () => {
    const { items } = await operator.done<PageBody<{ deviceId: string; grows: boolean }>>(
      'GET',
      '/devices?location=EqDC2&region=us-east-1',
    );
    expect(items).toMatchObject([{ grows: true }, { grows: true }]);
    for (const { deviceId } of items) {
      const declared = await operator.done('POST', `/devices/${deviceId}/ports`, {
        from: 1,
        to: 1,
        speed: '10G',
      });
      expect(declared).toMatchObject({ grows: false });
    }
    const account = newAccount();
    await orderPort(server, { account });
    await orderPort(server, { account });
    expect(await refusalOf(orderPort(server, { account }))).toMatchObject({
      message: 'No port of 10G is available at the location',
    });
  });
});
