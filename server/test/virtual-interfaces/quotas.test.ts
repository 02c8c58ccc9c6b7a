// How many virtual interfaces, prefixes and rate limiters a connection carries.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { readyGateway } from '../support/gateways.ts';
import { newSlice } from '../support/hosted.ts';
import {
  allocatePrivate,
  interfaceIds,
  orderPrivate,
  orderPublic,
  readyPort,
  settleInterfaces,
} from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();

describe('the quotas', () => {
  let account = { account: '' };
  let port = '';

  beforeEach(async () => {
    account = { account: newAccount() };
    port = await readyPort(server, account);
  });

  test('50 private and public ones on a connection; and prefixes for as many', async () => {
    for (let vlan = 1; vlan <= 50; vlan += 1) await orderPrivate(server, account, port, { vlan });
    expect(await refusalOf(orderPrivate(server, account, port, { vlan: 51 }))).toEqual(
      clientException(
        `You have reached the limit of 50 private and public virtual interfaces on Connection ${port}`,
      ),
    );
    expect((await interfaceIds(server, account)).length).toBe(50);
  });

  test('a transit one is the 51st where prefixes are left for it: quota and pool both hold', async () => {
    const prefixPoolAllocatedCountIpv4 = 200;
    await orderPrivate(server, account, port, { vlan: 1, prefixPoolAllocatedCountIpv4 });
    for (let vlan = 2; vlan <= 49; vlan += 1) await orderPrivate(server, account, port, { vlan });
    const last = { prefixPoolAllocatedCountIpv4: 0, prefixPoolAllocatedCountIpv6: 0 };
    await orderPrivate(server, account, port, { vlan: 50, ...last });
    const directConnectGatewayId = await readyGateway(server, account);
    const transit = (vlan: number, counts: object = {}) => {
      const wish = { virtualInterfaceName: 'transit', vlan, asn: 65_000, directConnectGatewayId, ...counts };
      const order = { connectionId: port, newTransitVirtualInterface: wish };
      return server.call('CreateTransitVirtualInterface', order, account);
    };
    expect(await refusalOf(transit(51))).toEqual(
      clientException(
        `The prefix pool of Connection ${port} has 0 of 5000 IPv4 prefixes unallocated: 100 do not fit`,
      ),
    );
    await transit(51, { prefixPoolAllocatedCountIpv4: 0 });
    expect(await refusalOf(transit(52, last))).toEqual(
      clientException(`You have reached the limit of 51 virtual interfaces on Connection ${port}`),
    );
  });

  test('the pool of prefixes', async () => {
    const large = { prefixPoolAllocatedCountIpv4: 1000, prefixPoolAllocatedCountIpv6: 0 };
    for (let vlan = 1; vlan <= 5; vlan += 1) await orderPrivate(server, account, port, { vlan, ...large });
    expect(await refusalOf(orderPrivate(server, account, port, { vlan: 6 }))).toEqual(
      clientException(
        `The prefix pool of Connection ${port} has 0 of 5000 IPv4 prefixes unallocated: 100 do not fit`,
      ),
    );
    const to = { connectionId: port, ownerAccount: newAccount() };
    expect((await refusalOf(allocatePrivate(server, account, to))).message).toContain('100 do not fit');
    await orderPublic(server, account, port, { vlan: 7 });
  });

  test('one on a hosted connection, which has one VLAN: the quota is the reason, not the VLAN', async () => {
    const hosted = await newSlice(server, account, 77);
    await orderPrivate(server, account, hosted, { vlan: 77 });
    const full = clientException(
      `You have reached the limit of 1 virtual interfaces on Connection ${hosted}`,
    );
    expect(await refusalOf(orderPrivate(server, account, hosted, { vlan: 77 }))).toEqual(full);
    const alone = await orderPrivate(server, account, port, { vlan: 77 });
    await settleInterfaces(server);
    const { virtualInterfaceId } = alone;
    const move = { virtualInterfaceId, connectionId: hosted };
    expect(await refusalOf(server.call('AssociateVirtualInterface', move, account))).toEqual(full);
  });

  test('ten rate limiters on a connection; a confirming one counts', async () => {
    const rateLimit = '1Gbps';
    for (let vlan = 1; vlan <= 9; vlan += 1) await orderPrivate(server, account, port, { vlan, rateLimit });
    const to = { connectionId: port, ownerAccount: newAccount() };
    expect((await allocatePrivate(server, account, to, { rateLimit })).rateLimit).toBe(rateLimit);
    expect(await refusalOf(orderPrivate(server, account, port, { vlan: 10, rateLimit }))).toEqual({
      code: 'LimitExceededException',
      message: `You have reached the limit of 10 rate limiters on Connection ${port}`,
    });
    await orderPrivate(server, account, port, { vlan: 10, rateLimit: 'Unlimited' });
  });
});
