import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretKeyOf, sealerWith } from '../../src/store/secrets.ts';
import type { AdjRibInRow, BgpPeerRow, SessionEventRow } from '../../src/store/tables/bgp-peers.ts';
import type { ConnectionRow } from '../../src/store/tables/connections.ts';
import type { DeviceRow } from '../../src/store/tables/inventory.ts';
import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { TestServer } from '../support/server.ts';

/** A snapshot, as far as these tests look at it. */
export interface Whole {
  keyCheck: string | null;
  readonly tables: {
    readonly connection: ConnectionRow[];
    readonly device: DeviceRow[];
    readonly virtual_interface: VirtualInterfaceRow[];
    readonly bgp_peer: BgpPeerRow[];
    readonly session_event: SessionEventRow[];
    readonly adj_rib_in: AdjRibInRow[];
  };
}

/** Puts virtual interfaces that wait to be set up, each with one peer, into a lab: by restoring its own snapshot with them in it. */
export async function seedInterfaces(
  server: TestServer,
  wanted: readonly (Partial<VirtualInterfaceRow> & { readonly connectionId: string; readonly id: string })[],
): Promise<void> {
  const { body } = await server.operator<Whole>('GET', '/snapshot');
  const key = secretKeyOf(readFileSync(join(server.data, 'secret.key'), 'utf8'));
  if (key === undefined) throw new Error('the server has no key');
  const sealer = sealerWith(key);
  body.keyCheck ??= sealer.seal('crossconnect');
  for (const [index, one] of wanted.entries()) {
    const parent = body.tables.connection.find(({ id }) => id === one.connectionId);
    if (parent === undefined || parent.deviceId === null)
      throw new Error(`no connection ${one.connectionId}`);
    const now = parent.stateSince;
    body.tables.virtual_interface.push({
      account: parent.account,
      region: parent.region,
      seq: now * 4096 + index,
      kind: 'private',
      name: one.id,
      state: 'pending',
      stateSince: now,
      dueAt: now + 100,
      connectionAccount: parent.account,
      location: parent.location,
      deviceId: parent.deviceId,
      vlan: 100 + index,
      mtu: 1500,
      virtualGatewayId: 'vgw-0123456789abcdef0',
      directConnectGatewayId: null,
      amazonSideAsn: 64512,
      siteLink: 0,
      rateLimit: null,
      prefixCountV4: 100,
      prefixCountV6: 100,
      routeFilters: '[]',
      tags: '[]',
      createdAt: now,
      revision: 1,
      ...one,
    });
    body.tables.bgp_peer.push({
      virtualInterfaceId: one.id,
      seq: now * 4096 + index,
      id: one.id.replace('dxvif', 'dxpeer'),
      state: 'pending',
      stateSince: now,
      dueAt: now,
      addressFamily: 'ipv4',
      asn: 65000,
      authKeySealed: sealer.seal('secret'),
      amazonAddress: '169.254.1.1/29',
      customerAddress: '169.254.1.6/29',
      addressBlock: null,
      status: 'down',
      statusSince: now,
      statusCause: '',
      idleMark: null,
      answers: 0,
      revision: 1,
    });
  }
  const restored = await server.operator('POST', '/restore', body);
  if (restored.status !== 200) throw new Error(JSON.stringify(restored.body));
}
