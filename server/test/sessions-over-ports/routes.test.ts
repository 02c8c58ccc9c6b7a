// ListVirtualInterfaceRoutes: what is accepted from the customer, and what is advertised to it, as the policy decides.
import { describe, expect, test } from 'vitest';
import type { ListVirtualInterfaceRoutesRequest, Route } from '../../src/model/types.gen.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { associate, newTgw, readyGateway } from '../support/gateways.ts';
import { DOCUMENTED_WISH, newVgw, orderPrivate, orderPublic, readyPort } from '../support/interfaces.ts';
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

describe('on a virtual private gateway', () => {
  test('the network behind it is advertised, and what the customer announces is accepted', async () => {
    const me = caller();
    const { id } = await readyInterface(server, me);
    const [accepted, advertised, ...more] = await routesOf(me, id);
    expect(more).toEqual([]);
    expect(accepted).toEqual({
      cidr: expect.stringMatching(/^172\./) as string,
      routeDirection: 'accepted',
      addressFamily: 'ipv4',
      asPath: [{ pathType: 'seq', path: [65_000] }],
      communities: [],
      awsLogicalDeviceId: expect.any(String) as string,
      routeInstalledAt: expect.any(Number) as number,
    });
    const { virtualInterfaces: [seen] = [] } = await server.call(
      'DescribeVirtualInterfaces',
      { virtualInterfaceId: id },
      me,
    );
    expect(advertised).toMatchObject({
      routeDirection: 'advertised',
      asPath: [{ pathType: 'seq', path: [seen?.amazonSideAsn] }],
      communities: [],
      awsLogicalDeviceId: seen?.awsLogicalDeviceId,
    });
    expect(advertised?.cidr).toMatch(/^\d+\.\d+\.0\.0\/16$/);
  });

  test('nothing is, while the session is down', async () => {
    const me = caller();
    const { id } = await readyInterface(server, me);
    await operator.done('POST', `/virtual-interfaces/${id}/customer-router/silence`);
    expect(await routesOf(me, id)).toEqual([]);
  });

  test('a route keeps its time until it changes', async () => {
    const me = caller();
    const { id } = await readyInterface(server, me);
    await announce(id, [{ cidr: '10.20.0.0/16' }]);
    const timeOf = async (cidr: string) =>
      (await routesOf(me, id, { cidrs: [cidr] }))[0]?.routeInstalledAt ?? 0;
    const first = await timeOf('10.20.0.0/16');
    await passSeconds(server, 60);
    await announce(id, [{ cidr: '10.20.0.0/16' }, { cidr: '10.21.0.0/16' }]);
    expect(await timeOf('10.20.0.0/16')).toBe(first);
    expect((await timeOf('10.21.0.0/16')) - first).toBeGreaterThanOrEqual(60);
    await announce(id, [{ cidr: '10.20.0.0/16', med: 5 }]);
    expect((await timeOf('10.20.0.0/16')) - first).toBeGreaterThanOrEqual(60);
  });
});

describe('on a Direct Connect gateway', () => {
  test('allowed prefixes of a transit gateway are advertised while it is associated', async () => {
    const me = caller();
    const gateway = await readyGateway(server, me, { amazonSideAsn: 64_600 });
    const connectionId = await readyPort(server, me);
    const wish = { virtualInterfaceName: 'transit', vlan: 9, asn: 65_000, directConnectGatewayId: gateway };
    const { virtualInterface } = await server.call(
      'CreateTransitVirtualInterface',
      { connectionId, newTransitVirtualInterface: wish },
      me,
    );
    const id = virtualInterface?.virtualInterfaceId ?? '';
    await passSeconds(server, 1);
    expect(cidrs(await routesOf(me, id, { routeDirection: 'advertised' }))).toEqual([]);
    const { associationId } = await associate(server, me, gateway, newTgw(), ['10.9.0.0/16', '10.8.0.0/16']);
    await passSeconds(server, 1);
    const advertised = await routesOf(me, id, { routeDirection: 'advertised' });
    expect(cidrs(advertised)).toEqual(['10.8.0.0/16', '10.9.0.0/16']);
    expect(advertised[0]?.asPath).toEqual([{ pathType: 'seq', path: [64_600] }]);
    await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, me);
    expect(await routesOf(me, id, { routeDirection: 'advertised' })).toEqual([]);
  });

  test('a virtual private gateway’s network has to lie in an allowed prefix, and the operator sees why not', async () => {
    const me = caller();
    const gateway = await readyGateway(server, me);
    const connectionId = await readyPort(server, me);
    const { virtualInterfaceId: id } = await orderPrivate(server, me, connectionId, {
      directConnectGatewayId: gateway,
    });
    const [inside, outside] = [newVgw(), newVgw()];
    await associate(server, me, gateway, inside);
    await passSeconds(server, 1);
    const own = cidrs(await routesOf(me, id, { routeDirection: 'advertised' }));
    expect(own).toHaveLength(1);
    await associate(server, me, gateway, outside);
    await passSeconds(server, 1);
    const both = cidrs(await routesOf(me, id, { routeDirection: 'advertised' }));
    expect(both).toHaveLength(2);
    const { directConnectGatewayAssociations: [last] = [] } = await server.call(
      'DescribeDirectConnectGatewayAssociations',
      { associatedGatewayId: outside },
      me,
    );
    await server.call(
      'UpdateDirectConnectGatewayAssociation',
      {
        associationId: last?.associationId ?? '',
        addAllowedPrefixesToDirectConnectGateway: [{ cidr: '203.0.113.0/24' }],
        removeAllowedPrefixesToDirectConnectGateway: last?.allowedPrefixesToDirectConnectGateway ?? [],
      },
      me,
    );
    await passSeconds(server, 1);
    expect(cidrs(await routesOf(me, id, { routeDirection: 'advertised' }))).toEqual(own);
    const { items } = await operator.done<{ items: { cidr: string; taken: boolean; reason: string }[] }>(
      'GET',
      `/virtual-interfaces/${id}/routes?direction=advertised`,
    );
    const other = both.find((cidr) => !own.includes(cidr));
    expect(items).toMatchObject([
      { cidr: own[0], taken: true, reason: `It is of ${inside}` },
      {
        cidr: other,
        taken: false,
        reason: `It is of ${outside}, and lies in none of the allowed prefixes of the association`,
      },
    ]);
  });

  test('SiteLink carries what others have accepted, with the gateway’s ASN for each device on the way', async () => {
    const me = caller();
    const gateway = await readyGateway(server, me, { amazonSideAsn: 64_600 });
    const wish = { directConnectGatewayId: gateway, enableSiteLink: true };
    const one = await readyInterface(server, me, { ...wish, asn: 65_001 });
    const two = await readyInterface(server, me, { ...wish, asn: 65_002 });
    const apart = await readyInterface(server, me, { directConnectGatewayId: gateway, asn: 65_003 });
    await announce(one.id, [{ cidr: '10.1.0.0/16', communities: ['7224:7300', '65001:7'] }]);
    const advertised = (id: string) => routesOf(me, id, { routeDirection: 'advertised' });
    // The second port of an account is on the device of the first.
    expect(await advertised(two.id)).toMatchObject([
      { cidr: '10.1.0.0/16', asPath: [{ pathType: 'seq', path: [64_600, 65_001] }], communities: [] },
    ]);
    expect(await advertised(one.id)).toHaveLength(1);
    expect(await advertised(apart.id)).toEqual([]);
    await operator.done('POST', `/virtual-interfaces/${one.id}/customer-router/silence`);
    expect(await advertised(two.id)).toEqual([]);
  });
});

test('of a hosted one they are its owner’s alone: the owner of the connection sees none', async () => {
  const [partner, me] = [caller(), caller()];
  const connectionId = await readyPort(server, partner);
  const newPrivateVirtualInterfaceAllocation = { virtualInterfaceName: 'yours', vlan: 5, asn: 65_000 };
  const { virtualInterfaceId: id = '' } = await server.call(
    'AllocatePrivateVirtualInterface',
    { connectionId, ownerAccount: me.account, newPrivateVirtualInterfaceAllocation },
    partner,
  );
  const confirm = { virtualInterfaceId: id, virtualGatewayId: newVgw() };
  await server.call('ConfirmPrivateVirtualInterface', confirm, me);
  await passSeconds(server, 1);
  expect(await routesOf(me, id)).toHaveLength(2);
  expect(await refusalOf(routesOf(partner, id))).toEqual(
    clientException(`Virtual Interface ${id} belongs to another account: only its owner can list its routes`),
  );
});

describe('public', () => {
  async function publicInterface(me: CallOptions) {
    const connectionId = await readyPort(server, me);
    const { virtualInterfaceId } = await orderPublic(server, me, connectionId, DOCUMENTED_WISH);
    await passSeconds(server, 1);
    return virtualInterfaceId;
  }

  test('registered prefixes are accepted, others are not; the operator’s are advertised with the distance', async () => {
    const me = caller();
    const id = await publicInterface(me);
    await announce(id, [
      { cidr: '203.0.113.0/24', communities: ['7224:9100', '65000:1'] },
      { cidr: '198.51.100.0/24' },
    ]);
    expect(await routesOf(me, id, { routeDirection: 'accepted' })).toMatchObject([
      { cidr: '203.0.113.0/24', communities: ['7224:9100'] },
    ]);
    const { items, accepted } = await operator.done<{
      items: { cidr: string; reason: string }[];
      accepted: object;
    }>('GET', `/virtual-interfaces/${id}/routes?direction=accepted`);
    expect(accepted).toEqual({ ipv4: 1, ipv6: 0 });
    expect(items).toMatchObject([
      { cidr: '203.0.113.0/24', taken: true, reason: 'It is registered; it goes to its Region' },
      {
        cidr: '198.51.100.0/24',
        taken: false,
        reason: 'It is none of the prefixes that are registered for this virtual interface',
      },
    ]);

    const advertised = await routesOf(me, id, { routeDirection: 'advertised' });
    expect(advertised.every(({ addressFamily }) => addressFamily === 'ipv4')).toBe(true);
    const marked = (community: string) =>
      advertised.filter(({ communities = [] }) => communities.includes(community)).length;
    expect(marked('7224:8100')).toBe(1);
    expect(marked('7224:8200')).toBeGreaterThan(1);
    expect(advertised.some(({ communities = [] }) => communities.length === 0)).toBe(true);
    const lengths = advertised.map(({ asPath = [] }) => asPath.flatMap(({ path = [] }) => path).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
    expect(await routesOf(me, id, { communities: ['7224:8100'] })).toHaveLength(1);
  });

  test('come in pages that are the whole', async () => {
    const me = caller();
    const id = await publicInterface(me);
    const all = await routesOf(me, id);
    const pages: (readonly Route[])[] = [];
    let nextToken: string | undefined;
    do {
      const input = {
        virtualInterfaceId: id,
        maxResults: 7,
        ...(nextToken === undefined ? {} : { nextToken }),
      };
      const page = await server.call('ListVirtualInterfaceRoutes', input, me);
      pages.push(page.routes ?? []);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages.length).toBe(Math.ceil(all.length / 7));
    expect(pages.flat()).toEqual(all);
  });
});
