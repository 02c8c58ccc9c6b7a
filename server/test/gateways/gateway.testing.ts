import { beforeEach } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { associate, associationsOf, readyGateway } from '../support/gateways.ts';
import type { TestServer } from '../support/server.ts';

/** A Direct Connect gateway for each test, of an account of its own; a test may take another in its place. */
export function useGateway(server: TestServer) {
  const my = {
    caller: { account: '', region: 'us-east-1' },
    gateway: '',
    join: (other: string, prefixes: readonly string[] = []) =>
      associate(server, my.caller, my.gateway, other, prefixes),
    /** Its first association. */
    now: async () => (await associationsOf(server, my.caller, my.gateway))[0],
  };
  beforeEach(async () => {
    my.caller = { account: newAccount(), region: 'us-east-1' };
    my.gateway = await readyGateway(server, my.caller);
  });
  return my;
}

/** The words of a refusal. */
export const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;
/** An id that nothing has. */
export const NOWHERE = '8e12ee05-fe7a-498a-804d-1425caff2016';
