import { afterAll, beforeAll, expect } from 'vitest';
import { newVgw } from '../support/interfaces.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type FakeEc2, startFakeEc2 } from './fake-ec2.testing.ts';

/** A server that asks the fake, every second anew; both of the file that calls this. */
export function useEc2Server(flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const parts = {} as { ec2: FakeEc2; server: TestServer };
  beforeAll(async () => {
    parts.ec2 = await startFakeEc2();
    const own = ['--ec2-endpoint', parts.ec2.endpoint, '--ec2-refresh-seconds', '1', ...flags];
    parts.server = await startServer({ flags: own, env });
  });
  afterAll(async () => {
    await parts.server.dispose();
    await parts.ec2.stop();
  });
  return {
    parts,
    /** A virtual private gateway that EC2 has, attached to a VPC of its own and of the account. */
    attached: (owner: string, ...cidrs: readonly string[]): string => {
      const id = newVgw();
      const vpc = id.replace('vgw', 'vpc');
      parts.ec2.vpcs.set(vpc, { cidrs, owner });
      parts.ec2.virtual.set(id, { asn: 64_777, vpc });
      return id;
    },
    /** The gateway as the operator sees it. */
    known: async (id: string) =>
      (await parts.server.operator<Record<string, unknown>>('GET', `/cloud-gateways/${id}`)).body,
    /** Waits for the next questions to come through; it is the endpoint's pace that counts here, in real time. */
    until: async (holds: () => Promise<boolean>): Promise<void> => {
      await expect.poll(holds, { timeout: 20_000, interval: 100 }).toBe(true);
    },
  };
}
