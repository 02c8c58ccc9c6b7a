// Virtual interfaces with SiteLink of one gateway: what they hear of each other, and why they do not hear the rest.
import { expect, test } from 'vitest';
import type { ListVirtualInterfaceRoutesRequest } from '../../src/model/types.gen.ts';
import { wantedState } from '../../src/reconcile/edges.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { openRows } from '../support/all-rows.ts';
import { readyGateway } from '../support/gateways.ts';
import { orderPrivate, readyPort } from '../support/interfaces.ts';
import { devicesAt } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';
import { cidrsOf as cidrs, readyInterface, routesOf as routesSeen } from './sessions.testing.ts';

const server = useServer();
const operator = operatorOf(server);

const routesOf = (whose: CallOptions, id: string, filters?: ListVirtualInterfaceRoutesRequest['filters']) =>
  routesSeen(server, whose, id, filters);
const announce = (id: string, announcements: readonly object[]) =>
  operator.done('PUT', `/virtual-interfaces/${id}/customer-router/announcements`, { announcements });
const caller = () => ({ account: newAccount() });

test('why a prefix is not offered, or not taken, is in one place: by a limit, by its mark, by a better one', async () => {
  const me = caller();
  const gateway = await readyGateway(server, me, { amazonSideAsn: 64_600 });
  const counts = { prefixPoolAllocatedCountIpv4: 1_000 };
  const wish = { directConnectGatewayId: gateway, enableSiteLink: true, ...counts };
  const [one, two, three] = [
    await readyInterface(server, me, { ...wish, asn: 65_001 }),
    await readyInterface(server, me, { ...wish, asn: 65_002 }),
    await readyInterface(server, me, { ...wish, asn: 65_003 }),
  ];
  const reasons = async (id: string, direction: string) => {
    const path = `/virtual-interfaces/${id}/routes?direction=${direction}`;
    const { items } = await operator.done<{ items: { cidr: string; taken: boolean; reason: string }[] }>(
      'GET',
      path,
    );
    return Object.fromEntries(items.filter(({ taken }) => !taken).map(({ cidr, reason }) => [cidr, reason]));
  };
  const many = (net: number) =>
    Array.from({ length: 600 }, (_, at) => ({ cidr: `10.${net + (at >> 8)}.${at & 255}.0/24` }));
  const shy = { cidr: '172.20.0.0/16', communities: ['65535:65281'] };
  const shared = { cidr: '172.21.0.0/16' };
  await announce(one.id, [...many(10), shy, shared]);
  await announce(two.id, [...many(20), { ...shared, asPath: [65_002, 65_002] }]);
  const toThree = await reasons(three.id, 'advertised');
  expect(Object.keys(toThree)).toHaveLength(202);
  expect(toThree).toMatchObject({
    '10.21.144.0/24': `Held back, past the limit of 1,000 prefixes over SiteLink: ${two.id} has accepted it`,
    '172.20.0.0/16': `Held back: ${one.id} has the best route, which is marked NO_EXPORT or NO_ADVERTISE`,
    '172.21.0.0/16': `Held back, past the limit of 1,000 prefixes over SiteLink: ${one.id} has accepted it`,
  });
  expect(await reasons(one.id, 'advertised')).toEqual({
    '172.21.0.0/16':
      'Held back: its own customer has the best route, and nothing goes back to where it came from',
  });
  await operator.done('POST', `/virtual-interfaces/${two.id}/customer-router/too-many-prefixes`);
  const idle = Object.values(await reasons(two.id, 'accepted'));
  expect(new Set(idle)).toEqual(
    new Set([
      'The session is down: Idle: 1001 prefixes announced, 1000 accepted; announce fewer, then clear the session',
    ]),
  );
  expect(idle.length).toBe(1_001);
});

test('SiteLink that is turned on at one device is heard at another at once, whose edge has nothing to do for it', async () => {
  const me = caller();
  const gateway = await readyGateway(server, me, { amazonSideAsn: 64_600 });
  const [near = '', far = ''] = devicesAt('EqDC2');
  const at = async (device: string, wish: object) => {
    const tags = [{ key: 'crossconnect:device', value: device }];
    const connectionId = await readyPort(server, me, { tags });
    const ordered = { directConnectGatewayId: gateway, ...wish };
    const { virtualInterfaceId } = await orderPrivate(server, me, connectionId, ordered);
    await passSeconds(server, 1);
    return virtualInterfaceId;
  };
  const switched = await at(near, { asn: 65_001 });
  const other = await at(far, { asn: 65_002, enableSiteLink: true });
  await announce(switched, [{ cidr: '10.1.0.0/16' }]);
  const heard = async () => cidrs(await routesOf(me, other, { routeDirection: 'advertised' }));
  const turn = (enableSiteLink: boolean) =>
    server
      .call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: switched, enableSiteLink }, me)
      .then(() => passSeconds(server, 1));
  const rows = await openRows(server.store);
  const wanted = (device: string) => rows.atOneMoment((reader) => wantedState(reader, device));
  try {
    const before = await wanted(far);
    const here = await wanted(near);
    expect(before.virtualInterfaces.map(({ id }) => id)).toEqual([other]);
    expect(await heard()).toEqual([]);
    await turn(true);
    expect(await heard()).toEqual(['10.1.0.0/16']);
    expect(await wanted(far)).toEqual(before);
    expect(await wanted(near)).not.toEqual(here);
    await turn(false);
    expect(await heard()).toEqual([]);
  } finally {
    await rows.close();
  }
});
