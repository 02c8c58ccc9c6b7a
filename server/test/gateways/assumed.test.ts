// Virtual private gateways that nobody has declared: a lab takes them as the first caller's.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { type TestServer, useServer } from '../support/server.ts';

const unknown = (id: string) => clientException(`The VirtualGateway ${id} does not exist.`);

async function newOwner(server: TestServer, region = 'us-east-1') {
  const caller = { account: newAccount(), region };
  const order = region === 'us-east-1' ? {} : { location: 'EqLD5' };
  return { caller, connectionId: await readyPort(server, caller, order) };
}

describe('in a lab', () => {
  const server = useServer();
  let one = { caller: { account: '', region: '' }, connectionId: '' };

  beforeEach(async () => {
    one = await newOwner(server);
  });

  const attach = ({ caller, connectionId }: typeof one, virtualGatewayId: string, vlan = 101) =>
    orderPrivate(server, caller, connectionId, { virtualGatewayId, vlan });

  test('the first caller owns it, as often as it likes', async () => {
    const vgw = newVgw();
    expect(await attach(one, vgw)).toMatchObject({ virtualGatewayId: vgw, amazonSideAsn: 64_532 });
    expect(await attach(one, vgw, 102)).toMatchObject({ virtualGatewayId: vgw });
    expect(await refusalOf(attach(await newOwner(server), vgw))).toEqual(unknown(vgw));
  });

  test('it is in the Region in which it was named first', async () => {
    const vgw = newVgw();
    await attach(one, vgw);
    const there = { account: one.caller.account, region: 'eu-west-1' };
    const connectionId = await readyPort(server, there, { location: 'EqLD5' });
    expect(await refusalOf(attach({ caller: there, connectionId }, vgw))).toEqual(unknown(vgw));
  });

  test('a call that is refused leaves it unowned', async () => {
    const vgw = newVgw();
    await refusalOf(attach(one, vgw, 5000));
    await expect(attach(await newOwner(server), vgw)).resolves.toMatchObject({ virtualGatewayId: vgw });
  });

  test('it becomes the operator’s with the first network that is declared behind it', async () => {
    const vgw = newVgw();
    await attach(one, vgw);
    const path = `/cloud-gateways/${vgw}`;
    const { body: assumed } = await server.operator('GET', path);
    expect(assumed).toMatchObject({
      source: 'assumed',
      networks: [{ networkId: vgw.replace('vgw', 'vpc') }],
    });
    const { body: declared } = await server.operator('PUT', `${path}/networks/vpc-1`, {
      cidrs: ['10.1.0.0/16'],
    });
    expect(declared).toMatchObject({
      source: 'declared',
      networks: [{ networkId: 'vpc-1', cidrs: ['10.1.0.0/16'] }],
    });
    const again = await server.operator('POST', '/cloud-gateways', {
      gatewayId: vgw,
      kind: 'virtualPrivateGateway',
      ...one.caller,
    });
    expect(again.status).toBe(409);
  });

  test.for(['vgw-1234567', 'igw-12345678', ''])('an id of the form %j is nobody’s', async (id) => {
    expect(await refusalOf(attach(one, id))).toEqual(
      clientException(`Virtual Gateway ID ${id} has an invalid format.`),
    );
  });
});

describe('where gateways are not assumed', () => {
  const server = useServer({ flags: ['--assume-gateways', 'off'] });

  test('one that nobody declared does not exist', async () => {
    const vgw = newVgw();
    const { caller, connectionId } = await newOwner(server);
    const call = orderPrivate(server, caller, connectionId, { virtualGatewayId: vgw });
    expect(await refusalOf(call)).toEqual(unknown(vgw));
  });
});
