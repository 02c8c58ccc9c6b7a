// Private virtual interfaces of the connection's owner, from the order to the end.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  interfaceIds,
  interfaceNow,
  orderPrivate,
  readyPort,
  settleInterfaces,
} from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
});

const order = (wish = {}) => orderPrivate(server, caller, connectionId, wish);

describe('a private virtual interface', () => {
  test('shows all its members at once', async () => {
    const made = await order({ mtu: 8500, tags: [{ key: 'a', value: 'b' }] });
    expect(made).toMatchObject({
      ownerAccount: caller.account,
      virtualInterfaceId: expect.stringMatching(/^dxvif-f[fgh][a-z0-9]{6}$/) as string,
      location: 'EqDC2',
      connectionId,
      virtualInterfaceType: 'private',
      virtualInterfaceName: 'private',
      vlan: 101,
      asn: 65_000,
      asnLong: 65_000,
      authKey: expect.stringMatching(/^0x[\w.]{22}$/) as string,
      addressFamily: 'ipv4',
      virtualInterfaceState: 'pending',
      mtu: 8500,
      jumboFrameCapable: true,
      virtualGatewayId: expect.stringMatching(/^vgw-/) as string,
      directConnectGatewayId: '',
      routeFilterPrefixes: [],
      region: 'us-east-1',
      tags: [{ key: 'a', value: 'b' }],
      siteLinkEnabled: false,
      prefixPoolAllocatedCountIpv4: 100,
      prefixPoolAllocatedCountIpv6: 100,
    });
    expect(made).not.toHaveProperty('rateLimit');
    expect(made.customerRouterConfig).toContain(`<bgp_auth_key>${made.authKey}</bgp_auth_key>`);
    expect(made.amazonAddress).toMatch(/^169\.254\.\d+\.\d+\/29$/);
    const { asn, asnLong, authKey, addressFamily, amazonAddress, customerAddress } = made;
    const { awsDeviceV2, awsLogicalDeviceId } = made;
    const mirrored = { asn, asnLong, authKey, addressFamily, amazonAddress, customerAddress };
    expect(made.bgpPeers).toEqual([
      {
        bgpPeerId: expect.stringMatching(/^dxpeer-f[fgh][a-z0-9]{6}$/) as string,
        ...mirrored,
        bgpPeerState: 'pending',
        bgpStatus: 'down',
        awsDeviceV2,
        awsLogicalDeviceId,
      },
    ]);
  });

  test('is set up by itself, deleted, and listed for 15 minutes more', async () => {
    const { virtualInterfaceId: id } = await order();
    await settleInterfaces(server);
    const { virtualInterfaceState, bgpPeers, ...rest } = await interfaceNow(server, caller, id);
    expect(virtualInterfaceState).toBe('available');
    expect(bgpPeers).toMatchObject([{ bgpPeerState: 'available', bgpStatus: 'up' }]);

    const gone = await server.call('DeleteVirtualInterface', { virtualInterfaceId: id }, caller);
    expect(gone).toEqual({ virtualInterfaceState: 'deleting' });
    await server.settle();
    // What is always there stays, that of its peer included [CLI].
    expect(await interfaceNow(server, caller, id)).toEqual({
      ...rest,
      virtualInterfaceState: 'deleted',
      bgpPeers: [],
    });
    await server.operator('POST', '/clock/advance', { by: '14m' });
    expect(await interfaceIds(server, caller)).toEqual([id]);
    await server.operator('POST', '/clock/advance', { by: '2m' });
    expect(await interfaceIds(server, caller)).toEqual([]);
    expect(
      await refusalOf(server.call('DeleteVirtualInterface', { virtualInterfaceId: id }, caller)),
    ).toEqual(clientException(`Virtual Interface ${id} does not exist.`));
  });

  test('keeps its key from the trail and from snapshots, and shows it to its owner after a restart', async () => {
    const authKey = `key-${newAccount()}`;
    const { virtualInterfaceId: id } = await order({ authKey });
    const trail = await server.operator('GET', '/audit?order=newest&limit=100');
    expect(JSON.stringify(trail.body)).toContain(id);
    const snapshot = await server.operator('GET', '/snapshot');
    expect(JSON.stringify(snapshot.body)).toContain(id);
    for (const { body } of [trail, snapshot]) expect(JSON.stringify(body)).not.toContain(authKey);
    await server.restart();
    expect((await interfaceNow(server, caller, id)).authKey).toBe(authKey);
  });
});
