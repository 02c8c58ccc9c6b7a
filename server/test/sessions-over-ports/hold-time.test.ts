// What a session lives through before it changes: the hold time of a silent router, and a change of the service's own.
import { beforeEach, describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { createGateway } from '../support/gateways.ts';
import { interfaceNow, orderPrivate } from '../support/interfaces.ts';
import { breakPort, repairPort } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { cidrsOf, historyOf, routesOf, standOf } from './sessions.testing.ts';

const server = useServer({ flags: ['--lifecycle', 'realistic'] });
const operator = operatorOf(server);
let caller = { account: '' };
let connectionId = '';
let id = '';

const pass = (by: string) => operator.done('POST', '/clock/advance', { by });
const stand = () => standOf(server, caller, id);
const path = () => `/virtual-interfaces/${id}/customer-router`;
const hand = (action: string, body: object = {}) => operator.done('POST', `${path()}/${action}`, body);
const SILENT = "down: Hold timer expired: the customer's router is silent";

/** What happened to its sessions since they first came up. */
async function since(): Promise<readonly string[]> {
  const history = await historyOf(server, id);
  return history.slice(history.indexOf('up: Established') + 1);
}

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = (await orderPort(server, caller)).connectionId;
  const { directConnectGatewayId } = await createGateway(server, caller);
  await pass('4d');
  id = (await orderPrivate(server, caller, connectionId, { directConnectGatewayId })).virtualInterfaceId;
  await pass('10m');
});

describe('a router that falls silent', () => {
  test('loses its session after 90 seconds, and all that it announced until then', async () => {
    expect(await stand()).toBe('available, up');
    const known = cidrsOf(await routesOf(server, caller, id));
    expect(await hand('silence')).toMatchObject({
      silenced: true,
      sessions: [{ status: 'up', holdsUntil: expect.stringMatching(/^\d{4}-/) as string }],
    });
    // Nobody hears what it says now.
    await operator.done('PUT', `${path()}/announcements`, { announcements: [{ cidr: '10.99.0.0/16' }] });
    await pass('80s');
    expect(await stand()).toBe('available, up');
    expect(cidrsOf(await routesOf(server, caller, id))).toEqual(known);
    await hand('silence');
    await pass('10s');
    expect(await stand()).toBe('down, down');
    expect(await since()).toEqual([SILENT]);
    expect(await operator.done('GET', path())).toMatchObject({ sessions: [{ holdsUntil: null }] });
  });

  test('and speaks again in time keeps its session; the next silence counts anew', async () => {
    await hand('silence');
    await pass('80s');
    await hand('answer');
    await pass('1h');
    expect(await since()).toEqual([]);
    await hand('silence');
    await pass('80s');
    expect(await stand()).toBe('available, up');
    await hand('repair');
    await pass('1h');
    expect(await stand()).toBe('available, up');
    expect(await since()).toEqual([]);
  });

  test('is noticed within a second where it has BFD', async () => {
    expect(await hand('bfd', { on: true })).toMatchObject({ bfd: true });
    await hand('silence');
    expect(await stand()).toBe('available, up');
    await pass('1s');
    expect(await stand()).toBe('down, down');
    expect(await since()).toEqual(["down: BFD: the customer's router is silent"]);
  });

  test('holds no session over a link that falls, and gets none over one that comes back', async () => {
    await hand('silence');
    await breakPort(server, connectionId);
    expect(await stand()).toBe('down, down');
    await repairPort(server, connectionId);
    expect(await stand()).toBe('down, down');
    await pass('2m');
    await hand('answer');
    expect(await stand()).toBe('available, up');
  });

  test('is waited for through a restart of the server', async () => {
    await hand('silence');
    await pass('60s');
    await server.restart();
    expect(await stand()).toBe('available, up');
    await pass('30s');
    expect(await stand()).toBe('down, down');
  });

  test('leaves nothing behind when its virtual interface is deleted', async () => {
    await hand('silence');
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: id }, caller);
    const { tables } = await operator.done<{ tables: { session_timer: { virtualInterfaceId: string }[] } }>(
      'GET',
      '/snapshot',
    );
    expect(tables.session_timer.filter(({ virtualInterfaceId }) => virtualInterfaceId === id)).toEqual([]);
  });
});

describe.each([
  ['another MTU', { mtu: 8500 }],
  ['SiteLink', { enableSiteLink: true }],
])('%s', (_, change) => {
  test('keeps the session down for half a minute, whatever the fabric had seen', async () => {
    const input = { virtualInterfaceId: id, ...change };
    const { bgpPeers } = await server.call('UpdateVirtualInterfaceAttributes', input, caller);
    expect(bgpPeers).toMatchObject([{ bgpStatus: 'down' }]);
    expect(await stand()).toBe('pending, down');
    await server.settle();
    await pass('29s');
    expect(await stand()).toBe('pending, down');
    await pass('1s');
    expect(await stand()).toBe('pending, up');
    await pass('5m');
    expect(await interfaceNow(server, caller, id)).toMatchObject({ virtualInterfaceState: 'available' });
    expect(await since()).toEqual(['down: The virtual interface was changed', 'up: Established']);
  });
});
