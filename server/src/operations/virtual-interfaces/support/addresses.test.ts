// What the front door cannot wait for: a device whose address blocks are nearly all given out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuse } from '../../../domain/refusal.ts';
import { ipv4Block, ipv4BlockCount } from '../../../domain/virtual-interface/auto-addresses.ts';
import { openSqlite } from '../../../store/sqlite/open.ts';
import { type BgpPeerRow, bgpPeers } from '../../../store/tables/bgp-peers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../../store/tables/virtual-interfaces.ts';
import type { Context } from '../../operation.ts';
import { drawnAddresses } from './addresses.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-'));
const store = openSqlite(join(folder, 'addresses.db'));
const FREE = 4711;

const peer = (addressBlock: string): BgpPeerRow => ({
  virtualInterfaceId: 'dxvif-ffffffff',
  seq: 1,
  id: addressBlock,
  state: 'available',
  stateSince: 0,
  dueAt: null,
  addressFamily: 'ipv4',
  asn: 65_000,
  authKeySealed: '',
  amazonAddress: null,
  customerAddress: null,
  addressBlock,
  status: 'down',
  statusSince: 0,
  statusCause: '',
  answers: 0,
  idleMark: null,
  revision: 1,
});

const over: VirtualInterfaceRow = {
  id: 'dxvif-ffffffff',
  account: '123456789012',
  region: 'us-east-1',
  seq: 1,
  kind: 'private',
  name: 'full',
  state: 'available',
  stateSince: 0,
  dueAt: null,
  connectionId: 'dxcon-ffffffff',
  connectionAccount: '123456789012',
  location: 'EqDC2',
  deviceId: 'full',
  vlan: 1,
  mtu: 1500,
  virtualGatewayId: null,
  directConnectGatewayId: null,
  amazonSideAsn: 7224,
  siteLink: 0,
  rateLimit: null,
  prefixCountV4: 0,
  prefixCountV6: 0,
  routeFilters: '[]',
  tags: '[]',
  createdAt: 0,
  revision: 1,
};

beforeAll(() =>
  store.commit(async (tx) => {
    tx.insert(virtualInterfaces, over);
    for (let index = 0; index < ipv4BlockCount(29); index += 1) {
      const key = `full ${ipv4Block(index, 29).block}`;
      if (index !== FREE) tx.insert(bgpPeers, peer(key));
    }
    tx.insert(bgpPeers, peer('halves 169.254.1.4/30'));
    await Promise.resolve();
  }),
);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Draws on a device; the same bytes each time, unless told otherwise. */
function drawOn(deviceId: string, draws: readonly number[], autoAddressBlock: 29 | 30 = 29) {
  let at = 0;
  const random = () => Uint8Array.from([0, 0, 0, draws[Math.min(at++, draws.length - 1)] ?? 0]);
  const settings = { autoAddressBlock };
  const place = { name: 'Connection', deviceId, occupants: [] };
  return store.commit((tx) => {
    const ctx = { look: { reader: tx }, random, settings } as unknown as Context;
    return drawnAddresses(ctx, 'ipv4', place);
  });
}

describe('a block', () => {
  test('is drawn', async () => {
    expect(await drawOn('empty', [3])).toEqual({
      amazonAddress: '169.254.1.25/29',
      customerAddress: '169.254.1.30/29',
      addressBlock: 'empty 169.254.1.24/29',
    });
  });

  test('is drawn again where somebody has it, or a part of it, on the same device', async () => {
    expect((await drawOn('halves', [0, 1])).addressBlock).toBe('halves 169.254.1.8/29');
    expect((await drawOn('full', [0, 1, 2], 30)).addressBlock).toMatch(/\/30$/);
    expect((await drawOn('elsewhere', [0, 1])).addressBlock).toBe('elsewhere 169.254.1.0/29');
  });

  test('is searched for where nearly all are taken', async () => {
    const { block } = ipv4Block(FREE, 29);
    expect((await drawOn('full', [0])).addressBlock).toBe(`full ${block}`);
    // The last one in halves.
    expect((await drawOn('full', [0], 30)).addressBlock).toBe(`full ${block.replace('/29', '/30')}`);
  });

  test('is not there when all are taken', async () => {
    await store.commit(async (tx) => {
      tx.insert(bgpPeers, peer(`full ${ipv4Block(FREE, 29).block}`));
      await Promise.resolve();
    });
    const { message } = refuse('No ipv4 address block is free on full: give both addresses');
    await expect(drawOn('full', [0])).rejects.toThrow(message);
  });
});
