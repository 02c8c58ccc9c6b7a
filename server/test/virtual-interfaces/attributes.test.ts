// UpdateVirtualInterfaceAttributes: one attribute or several, by whom, and what it interrupts.
import { beforeEach, describe, expect, test } from 'vitest';
import type { UpdateVirtualInterfaceAttributesRequest } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { allocatePrivate, newSlice } from '../support/hosted.ts';
import { interfaceNow, orderPrivate, readyPort, type Shown, shown } from '../support/interfaces.ts';
import { connectionNow } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { historyOf } from '../support/sessions.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
});

type Wish = Omit<UpdateVirtualInterfaceAttributesRequest, 'virtualInterfaceId'>;
const update = async (virtualInterfaceId: string, wish: Wish, as = caller): Promise<Shown> =>
  shown(await server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, ...wish }, as));
const now = (id: string) => interfaceNow(server, caller, id);
let vlans = 100;
/** A private one that is up. */
async function up(wish: Parameters<typeof orderPrivate>[3] = {}, parent = connectionId): Promise<Shown> {
  vlans += 1;
  const { virtualInterfaceId } = await orderPrivate(server, caller, parent, { vlan: vlans, ...wish });
  await passSeconds(server, 1);
  return now(virtualInterfaceId);
}
/** What its sessions fell for after they first were up. */
async function interruptions(id: string): Promise<readonly string[]> {
  const history = await historyOf(server, id);
  return history.slice(history.indexOf('up: Established')).filter((event) => event.startsWith('down'));
}

describe('the MTU', () => {
  test('takes it through pending, and back when its sessions are up again', async () => {
    const { virtualInterfaceId, virtualInterfaceState } = await up();
    expect(virtualInterfaceState).toBe('available');
    const changed = await update(virtualInterfaceId, { mtu: 8500 });
    expect(changed).toMatchObject({ virtualInterfaceState: 'pending', mtu: 8500 });
    expect(changed.bgpPeers).toMatchObject([{ bgpPeerState: 'available', bgpStatus: 'down' }]);
    await passSeconds(server, 1);
    expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available', mtu: 8500 });
    expect((await historyOf(server, virtualInterfaceId)).slice(-2)).toEqual([
      'down: The virtual interface was changed',
      'up: Established',
    ]);
  });

  test('of the first with jumbo frames interrupts all that runs over the port, once', async () => {
    const [first, second, third] = [await up(), await up(), await up()];
    await update(first.virtualInterfaceId, { mtu: 8500 });
    await passSeconds(server, 1);
    const widened = 'down: The port was set up for jumbo frames';
    for (const { virtualInterfaceId } of [second, third]) {
      expect(await interruptions(virtualInterfaceId)).toEqual([widened]);
      expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available' });
    }
    await update(second.virtualInterfaceId, { mtu: 9001 });
    await up({ mtu: 8500 });
    expect(await interruptions(third.virtualInterfaceId)).toEqual([widened]);
    expect(await interruptions(second.virtualInterfaceId)).toEqual([
      widened,
      'down: The virtual interface was changed',
    ]);
  });

  test('of a new one does the same', async () => {
    const { virtualInterfaceId } = await up();
    await up({ mtu: 8500 });
    expect(await interruptions(virtualInterfaceId)).toEqual(['down: The port was set up for jumbo frames']);
  });

  test('is one that its type has', async () => {
    const { virtualInterfaceId } = await up();
    expect(await refusalOf(update(virtualInterfaceId, { mtu: 1400 }))).toEqual(
      clientException(
        'MTU 1400 is not valid for a private virtual interface. Valid values: 1500, 8500, 9001',
      ),
    );
    expect(await now(virtualInterfaceId)).toMatchObject({ mtu: 1500, virtualInterfaceState: 'available' });
  });
});

describe('a rate limit', () => {
  const limiters = async () => (await connectionNow(server, caller, connectionId)).rateLimiterStatus;

  test('comes, changes and goes without an interruption', async () => {
    const { virtualInterfaceId } = await up();
    const set = async (rateLimit: string) => (await update(virtualInterfaceId, { rateLimit })).rateLimit;
    expect(await set('1Gbps')).toBe('1Gbps');
    expect(await limiters()).toEqual({ maxAllowed: 10, inUse: 1, remaining: 9, totalBandwidth: '1Gbps' });
    expect(await set('2.1Gbps')).toBe('2.1Gbps');
    expect(await limiters()).toMatchObject({ inUse: 1, totalBandwidth: '2100Mbps' });
    expect(await set('Unlimited')).toBeUndefined();
    expect(await limiters()).toEqual({ maxAllowed: 10, inUse: 0, remaining: 10, totalBandwidth: '0Mbps' });
    expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available' });
    expect(await interruptions(virtualInterfaceId)).toEqual([]);
  });

  test('is one of as many as the account was given', async () => {
    const quotas = { rateLimitersPerConnection: 1 };
    const { status } = await server.operator('POST', '/accounts', { ...caller, quotas });
    expect(status).toBe(201);
    const [first, second] = [await up({ rateLimit: '1Gbps' }), await up()];
    expect(await limiters()).toMatchObject({ maxAllowed: 1, inUse: 1, remaining: 0 });
    expect((await refusalOf(update(second.virtualInterfaceId, { rateLimit: '1Gbps' }))).message).toMatch(
      /^You have reached the limit of 1 rate limiters/,
    );
    // One that is limited already takes no further limiter.
    await update(first.virtualInterfaceId, { rateLimit: '2Gbps' });
  });

  test('is refused above the port, beyond the tenth, and where it is none', async () => {
    const { virtualInterfaceId } = await up();
    const refused = async (rateLimit: string) => await refusalOf(update(virtualInterfaceId, { rateLimit }));
    expect(await refused('12Gbps')).toEqual(
      clientException(`Rate limit 12Gbps is above the bandwidth of Connection ${connectionId}`),
    );
    expect((await refused('3Mbps')).message).toMatch(/^Rate limit 3Mbps is not valid/);
    for (let count = 0; count < 10; count += 1) await up({ rateLimit: '50Mbps' });
    // The model has no exception of its own for it here.
    expect(await refused('50Mbps')).toEqual(
      clientException(`You have reached the limit of 10 rate limiters on Connection ${connectionId}`),
    );
  });
});

describe('prefix counts', () => {
  test('are taken from the pool and given back, while the session stays up', async () => {
    const { virtualInterfaceId } = await up();
    const counts = { prefixPoolAllocatedCountIpv4: 1_000, prefixPoolAllocatedCountIpv6: 0 };
    expect(await update(virtualInterfaceId, counts)).toMatchObject({
      ...counts,
      virtualInterfaceState: 'available',
    });
    const pool = () => connectionNow(server, caller, connectionId);
    expect(await pool()).toMatchObject({
      prefixPoolSizeIpv4: 5_000,
      prefixPoolUnallocatedCountIpv4: 4_000,
      prefixPoolUnallocatedCountIpv6: 5_000,
    });
    await update(virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 1 });
    expect(await pool()).toMatchObject({ prefixPoolUnallocatedCountIpv4: 4_999 });
    expect(await interruptions(virtualInterfaceId)).toEqual([]);
  });

  test('never fall below what is announced', async () => {
    const { virtualInterfaceId } = await up();
    expect(await refusalOf(update(virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 0 }))).toEqual(
      clientException(`Virtual Interface ${virtualInterfaceId} has 1 IPv4 prefixes in use: 0 is too few`),
    );
    await update(virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 1, prefixPoolAllocatedCountIpv6: 0 });
  });

  test('are bounded by the pool of the connection', async () => {
    for (let count = 0; count < 4; count += 1) await up({ prefixPoolAllocatedCountIpv4: 1_000 });
    const { virtualInterfaceId } = await up({ prefixPoolAllocatedCountIpv4: 999 });
    await up({ prefixPoolAllocatedCountIpv4: 0, prefixPoolAllocatedCountIpv6: 0 });
    await update(virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 1_000 });
    const other = await up({ prefixPoolAllocatedCountIpv4: 0 });
    expect(await refusalOf(update(other.virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 1 }))).toEqual(
      clientException(
        `The prefix pool of Connection ${connectionId} has 0 of 5000 IPv4 prefixes unallocated: 1 do not fit`,
      ),
    );
    expect(
      (await refusalOf(update(other.virtualInterfaceId, { prefixPoolAllocatedCountIpv4: 1_001 }))).message,
    ).toMatch(/prefixPoolAllocatedCountIpv4/);
  });
});

describe('several at once, or none', () => {
  test('are changed together', async () => {
    const { virtualInterfaceId } = await up();
    const wish = {
      mtu: 8500,
      virtualInterfaceName: 'other',
      rateLimit: '500Mbps',
      prefixPoolAllocatedCountIpv6: 7,
    };
    expect(await update(virtualInterfaceId, wish)).toMatchObject({
      ...wish,
      virtualInterfaceState: 'pending',
    });
  });

  test('and not at all when one of them is refused', async () => {
    const { virtualInterfaceId } = await up();
    await refusalOf(update(virtualInterfaceId, { virtualInterfaceName: 'other', mtu: 1400 }));
    expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceName: 'private' });
  });

  test('nothing, and the same again, are a success', async () => {
    const before = await up();
    const same = {
      mtu: 1500,
      enableSiteLink: false,
      rateLimit: 'Unlimited',
      prefixPoolAllocatedCountIpv4: 100,
    };
    for (const wish of [{}, same]) expect(await update(before.virtualInterfaceId, wish)).toEqual(before);
    expect(await interruptions(before.virtualInterfaceId)).toEqual([]);
  });
});

describe('who', () => {
  test('the owner alone, but the connection’s owner has a hand in rate limit and prefix counts', async () => {
    const { id, owner, confirm } = await allocatePrivate(server, caller, connectionId, 9);
    expect(await refusalOf(update(id, { virtualInterfaceName: 'x' }, owner))).toEqual(
      clientException(`Virtual Interface ${id} is in state confirming`),
    );
    await confirm();
    await update(id, { rateLimit: '1Gbps', prefixPoolAllocatedCountIpv4: 200 });
    await update(id, { virtualInterfaceName: 'mine', prefixPoolAllocatedCountIpv4: 300 }, owner);
    expect(await now(id)).toMatchObject({
      virtualInterfaceName: 'mine',
      rateLimit: '1Gbps',
      prefixPoolAllocatedCountIpv4: 300,
    });
    expect(await refusalOf(update(id, { mtu: 8500 }))).toEqual(
      clientException(`Virtual Interface ${id} belongs to another account: only its owner can change mtu`),
    );
    expect(await refusalOf(update(id, {}, { account: newAccount() }))).toEqual(
      clientException(`Virtual Interface ${id} does not exist.`),
    );
  });

  test('on a hosted connection there is no limit and no pool', async () => {
    const id = await newSlice(server, caller, 77);
    const { virtualInterfaceId } = await up({ vlan: 77 }, id);
    expect(await refusalOf(update(virtualInterfaceId, { rateLimit: '50Mbps' }))).toEqual(
      clientException(
        `Connection ${id} is a hosted connection: its virtual interface cannot have a rate limit`,
      ),
    );
    const counts = { prefixPoolAllocatedCountIpv4: 1_000, prefixPoolAllocatedCountIpv6: 1_000 };
    expect(await update(virtualInterfaceId, counts)).toMatchObject(counts);
  });
});

test('SiteLink needs a Direct Connect gateway', async () => {
  const { virtualInterfaceId } = await up();
  expect((await refusalOf(update(virtualInterfaceId, { enableSiteLink: true }))).message).toMatch(
    /^SiteLink needs a Direct Connect gateway/,
  );
});

test('what is being deleted, or was never there, does not exist', async () => {
  const { virtualInterfaceId } = await up();
  await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
  for (const id of [virtualInterfaceId, 'dxvif-ffffffff']) {
    expect(await refusalOf(update(id, {}))).toEqual(
      clientException(`Virtual Interface ${id} does not exist.`),
    );
  }
  expect((await refusalOf(update('vif', {}))).message).toBe(
    'Virtual Interface ID vif has an invalid format.',
  );
});
