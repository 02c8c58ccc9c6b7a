// An EC2 endpoint that the server asks for everybody, with a key of its own.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { associate, associationsOf, readyGateway, settleAssociations } from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import type { TestServer } from '../support/server.ts';
import { useEc2Server } from './ec2-server.testing.ts';
import type { FakeEc2 } from './fake-ec2.testing.ts';

const { parts, attached } = useEc2Server(['--ec2-access-key-id', 'AKIAEXAMPLE'], {
  CROSSCONNECT_EC2_SECRET_ACCESS_KEY: 'secret',
});
let ec2: FakeEc2;
let server: TestServer;
let caller = { account: '', region: 'us-east-1' };
let gateway = '';

beforeAll(() => void ({ ec2, server } = parts));

beforeEach(async () => {
  caller = { account: newAccount(), region: 'us-east-1' };
  gateway = await readyGateway(server, caller);
});

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;
const join = (other: string) => associate(server, caller, gateway, other);

/** A virtual private gateway of the caller's that EC2 has, attached to a VPC of its own. */
function inEc2(): { readonly id: string; readonly attached: object } {
  const id = attached(caller.account, '10.1.0.0/16');
  return { id, attached: ec2.virtual.get(id) ?? {} };
}

/** Waits until it stands so: it is the endpoint's pace that counts here, in real time. */
async function comesTo(id: string, stand: string): Promise<void> {
  const seen = async () => {
    const { body } = await server.operator<{ state: string; networks: { cidrs: string[] }[] }>(
      'GET',
      `/cloud-gateways/${id}`,
    );
    return [body.state, ...body.networks.flatMap(({ cidrs }) => cidrs)].join(' ');
  };
  await expect.poll(seen, { timeout: 10_000, interval: 100 }).toBe(stand);
}

test('a gateway that was never seen with a VPC is nobody’s', async () => {
  const { id } = inEc2();
  const alone = newVgw();
  ec2.virtual.set(alone, {});
  ec2.calls.length = 0;
  await expect(join(id)).resolves.toBeDefined();
  expect(await refused(join(alone))).toBe(`The VirtualGateway ${alone} does not exist.`);
  expect(ec2.calls).toContain('AKIAEXAMPLE us-east-1 DescribeVpnGateways');
});

describe('a gateway stays its owner’s', () => {
  test('when it is detached, and has its networks when it is attached again', async () => {
    const { id, attached } = inEc2();
    await join(id);
    await settleAssociations(server);
    ec2.virtual.set(id, { asn: 64_777 });
    await comesTo(id, 'available');
    await settleAssociations(server);
    expect(await associationsOf(server, caller, gateway)).toEqual([]);
    const { virtualGateways } = await server.call('DescribeVirtualGateways', {}, caller);
    expect(virtualGateways).toEqual([{ virtualGatewayId: id, virtualGatewayState: 'available' }]);
    const stranger = { ...caller, account: newAccount() };
    const theirs = await readyGateway(server, stranger);
    expect(await refused(associate(server, stranger, theirs, id))).toBe(
      `The VirtualGateway ${id} does not exist.`,
    );
    ec2.virtual.set(id, attached);
    await comesTo(id, 'available 10.1.0.0/16');
    await expect(join(id)).resolves.toBeDefined();
  });

  test('when it was not there for a while, and has its networks again where something leads to it', async () => {
    const { id, attached } = inEc2();
    const connectionId = await readyPort(server, caller);
    const made = await orderPrivate(server, caller, connectionId, { virtualGatewayId: id });
    expect(made.virtualGatewayId).toBe(id);
    ec2.virtual.delete(id);
    await comesTo(id, 'deleted');
    ec2.virtual.set(id, attached);
    await comesTo(id, 'available 10.1.0.0/16');
  });
});
