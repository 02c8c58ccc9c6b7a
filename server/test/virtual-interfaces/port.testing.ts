import { beforeAll, expect } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { interfaceIds, orderPrivate, readyPort } from '../support/interfaces.ts';
import type { TestServer } from '../support/server.ts';

/** An account with a port that is available. */
export function usePort(server: TestServer) {
  const my = { caller: { account: newAccount() }, connectionId: '' };
  beforeAll(async () => {
    my.connectionId = await readyPort(server, my.caller);
  });
  /** The refusal of a private one; whatever it was, nothing of it is there afterwards. */
  const refusedWith = async (wish: object, on = my.connectionId, as = my.caller) => {
    const before = await interfaceIds(server, as);
    const refusal = await refusalOf(orderPrivate(server, as, on, wish));
    expect(await interfaceIds(server, as)).toEqual(before);
    return refusal;
  };
  return Object.assign(my, { refusedWith });
}
