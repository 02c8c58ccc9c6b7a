// UpdateVirtualInterfaceAttributes where a Direct Connect gateway is concerned: SiteLink, and its prefixes.
import { beforeEach, expect, test } from 'vitest';
import type { UpdateVirtualInterfaceAttributesRequest } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { gatewayNow, readyGateway } from '../support/gateways.ts';
import { interfaceNow, orderPrivate, readyPort, type Shown, shown } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { historyOf } from '../support/sessions.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';
let gateway = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  [connectionId, gateway] = [await readyPort(server, caller), await readyGateway(server, caller)];
});

type Wish = Omit<UpdateVirtualInterfaceAttributesRequest, 'virtualInterfaceId'>;
const update = async (virtualInterfaceId: string, wish: Wish, as = caller): Promise<Shown> =>
  shown(await server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, ...wish }, as));
const order = (vlan: number, wish: object = {}, parent = connectionId) =>
  orderPrivate(server, caller, parent, { vlan, directConnectGatewayId: gateway, ...wish });

test('SiteLink goes on and off, and interrupts each time', async () => {
  const { virtualInterfaceId } = await order(1);
  await passSeconds(server, 1);
  for (const enableSiteLink of [true, false]) {
    expect(await update(virtualInterfaceId, { enableSiteLink })).toMatchObject({
      siteLinkEnabled: enableSiteLink,
      virtualInterfaceState: 'pending',
    });
    await passSeconds(server, 1);
    expect(await interfaceNow(server, caller, virtualInterfaceId)).toMatchObject({
      siteLinkEnabled: enableSiteLink,
      virtualInterfaceState: 'available',
    });
    expect((await historyOf(server, virtualInterfaceId)).slice(-2)).toEqual([
      'down: The virtual interface was changed',
      'up: Established',
    ]);
  }
});

test('a gateway takes ten thousand prefixes in, however many connections they come over', async () => {
  const full = { prefixPoolAllocatedCountIpv4: 1_000, prefixPoolAllocatedCountIpv6: 1_000 };
  const other = await readyPort(server, caller);
  for (const vlan of [1, 2, 3, 4]) await order(vlan, full);
  const none = { prefixPoolAllocatedCountIpv4: 0, prefixPoolAllocatedCountIpv6: 0 };
  const { virtualInterfaceId } = await order(5, none, other);
  const { virtualInterfaceId: last } = await order(6, none, other);
  await update(virtualInterfaceId, full);
  expect(await gatewayNow(server, caller, gateway)).toMatchObject({ totalPrefixPoolAllocations: 10_000 });
  expect(await refusalOf(update(last, { prefixPoolAllocatedCountIpv6: 1 }))).toEqual(
    clientException(`Direct Connect Gateway ${gateway} has 0 of 10000 prefixes unallocated: 1 do not fit`),
  );
  // What one gives back another can have.
  await update(virtualInterfaceId, { prefixPoolAllocatedCountIpv6: 999 });
  await update(last, { prefixPoolAllocatedCountIpv6: 1 });
  expect(await gatewayNow(server, caller, gateway)).toMatchObject({ totalPrefixPoolAllocations: 10_000 });
});
