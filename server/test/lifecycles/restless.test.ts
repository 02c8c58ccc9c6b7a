// In `instant` the look after a call shows where the call led, also while others never let the loop rest.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { interfaceNow, orderPrivate, orderPublic } from '../support/interfaces.ts';
import { connectionNow } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { startServer, type TestServer, useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
beforeEach(() => {
  caller = { account: newAccount() };
});

const port = async () => (await orderPort(server, caller)).connectionId;
/** State of a virtual interface and of its session: `available, up`. */
async function standOf(id: string): Promise<string> {
  const { virtualInterfaceState, bgpPeers } = await interfaceNow(server, caller, id);
  return [virtualInterfaceState, ...bgpPeers.map(({ bgpStatus }) => bgpStatus)].join(', ');
}

describe('while others never let the loop rest', () => {
  /** A router that falls and rises in each round, for longer than the tests take. */
  let restless = '';
  const router = () => `/virtual-interfaces/${restless}/customer-router`;
  const beRestless = async (on: TestServer) => {
    const other = { account: newAccount() };
    const { connectionId } = await orderPort(on, other);
    restless = (await orderPrivate(on, other, connectionId)).virtualInterfaceId;
    const flap = { times: 1_000, down: '1ms', up: '1ms' };
    expect((await on.operator('POST', `${router()}/flap`, flap)).status).toBe(200);
  };
  const isRestless = async (on: TestServer) => {
    const { body } = await on.operator<{ flap: object | null }>('GET', router());
    return body.flap !== null;
  };

  test.each<[name: string, led: () => Promise<unknown>, to: unknown]>([
    [
      'CreateConnection',
      async () => (await connectionNow(server, caller, await port())).connectionState,
      'available',
    ],
    [
      'CreatePrivateVirtualInterface',
      async () => standOf((await orderPrivate(server, caller, await port())).virtualInterfaceId),
      'available, up',
    ],
    [
      'CreatePublicVirtualInterface',
      async () => standOf((await orderPublic(server, caller, await port())).virtualInterfaceId),
      'available, up',
    ],
  ])('the next look after %s shows where it led', async (_, led, to) => {
    await beRestless(server);
    expect(await led()).toEqual(to);
    expect(await isRestless(server)).toBe(true);
    await server.operator('POST', `${router()}/repair`);
  });

  test('an end of the server answers whoever waits', async () => {
    const ending = await startServer({ process: true });
    await beRestless(ending);
    const answer = orderPort(ending, caller);
    const orders = async () => {
      const trail = `/audit?account=${caller.account}&action=CreateConnection`;
      return (await ending.operator<{ items: readonly object[] }>('GET', trail)).body.items;
    };
    await expect.poll(orders, { interval: 5 }).toHaveLength(1);
    await ending.stop();
    expect(await answer).toMatchObject({ connectionState: 'requested' });
    await ending.dispose();
  });
});
