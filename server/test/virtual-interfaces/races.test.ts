// Many at once, which PostgreSQL runs side by side: what there is once is given once.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { associate, readyGateway } from '../support/gateways.ts';
import { interfaceIds, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
});

const order = (wish: object) => orderPrivate(server, caller, connectionId, wish);

/** The texts of those that were refused. */
async function refusalsAmong(calls: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(calls);
  const failed = calls.filter((_, index) => settled[index]?.status === 'rejected');
  return (await Promise.all(failed.map(refusalOf))).map(({ message }) => message);
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

describe('at once', () => {
  test('one VLAN', async () => {
    const refused = await refusalsAmong(times(8, () => order({ vlan: 7 })));
    expect(refused).toEqual(times(7, () => 'Vlan 7 is already in use'));
    expect(await interfaceIds(server, caller)).toHaveLength(1);
  });

  test('one address', async () => {
    const pair = { amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.2/30' };
    const refused = await refusalsAmong(times(6, (at) => order({ vlan: at + 1, ...pair })));
    expect(refused).toEqual(
      times(5, () => `Address 10.0.0.1 is already in use on Connection ${connectionId}`),
    );
  });

  test('the last rate limiters', async () => {
    const wish = { rateLimit: '50Mbps' };
    for (let vlan = 1; vlan <= 8; vlan += 1) await order({ vlan, ...wish });
    const refused = await refusalsAmong(times(5, (at) => order({ vlan: at + 9, ...wish })));
    const text = `You have reached the limit of 10 rate limiters on Connection ${connectionId}`;
    expect(refused).toEqual(times(3, () => text));
  });

  test('blocks of the service, each its own', async () => {
    const made = await Promise.all(times(12, (at) => order({ vlan: at + 1 })));
    expect(new Set(made.map(({ amazonAddress }) => amazonAddress)).size).toBe(12);
  });

  test('the last places of a gateway, from two connections', async () => {
    const directConnectGatewayId = await readyGateway(server, caller);
    const other = await readyPort(server, caller);
    for (let vlan = 1; vlan <= 28; vlan += 1) await order({ vlan, directConnectGatewayId });
    const calls = times(6, (at) =>
      orderPrivate(server, caller, at % 2 === 0 ? connectionId : other, {
        vlan: 100 + at,
        directConnectGatewayId,
      }),
    );
    const text = 'You have reached the limit of 30 virtual interfaces on a Direct Connect gateway';
    expect(await refusalsAmong(calls)).toEqual(times(4, () => text));
  });

  test('an order and the end of its connection: one of the two', async () => {
    const call = server.call('DeleteConnection', { connectionId }, caller);
    const refused = await refusalsAmong([order({}), call]);
    expect(refused).toHaveLength(1);
  });

  test('an order, or an association, and the end of its virtual private gateway: one of the two', async () => {
    const region = 'us-east-1';
    const directConnectGatewayId = await readyGateway(server, caller);
    const declare = async () => {
      const wish = { kind: 'virtualPrivateGateway', ...caller, region };
      const made = await server.operator<{ gatewayId: string }>('POST', '/cloud-gateways', wish);
      await server.operator('PUT', `/cloud-gateways/${made.body.gatewayId}/networks/vpc-1`, {
        cidrs: ['10.1.0.0/16'],
      });
      return made.body.gatewayId;
    };
    const seen: unknown[] = [];
    for (let vlan = 1; vlan <= 16; vlan += 1) {
      const id = await declare();
      const use =
        vlan % 4 === 0
          ? associate(server, caller, directConnectGatewayId, id)
          : order({ vlan, virtualGatewayId: id });
      const end = server.operator('DELETE', `/cloud-gateways/${id}`);
      const made = await use.then(
        () => 'made',
        () => 'refused',
      );
      seen.push([made, (await end).status]);
      await server.operator('DELETE', `/cloud-gateways/${id}/networks/vpc-1`);
    }
    const one = expect.toSatisfy((pair) => ['made,409', 'refused,200'].includes(String(pair))) as unknown;
    expect(seen).toEqual(seen.map(() => one));
  });
});
