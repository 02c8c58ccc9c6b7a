// What changes in EC2 under virtual interfaces: whose networks they get then, and what the operator is told of it.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readyInterface } from '../sessions-over-ports/sessions.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { associate, readyGateway, settleAssociations } from '../support/gateways.ts';
import type { TestServer } from '../support/server.ts';
import { useEc2Server } from './ec2-server.testing.ts';
import type { FakeEc2 } from './fake-ec2.testing.ts';

const { parts, attached, known, until } = useEc2Server();
let ec2: FakeEc2;
let server: TestServer;
let caller = { account: '', region: 'us-east-1' };

beforeAll(() => void ({ ec2, server } = parts));
beforeEach(() => {
  caller = { account: newAccount(), region: 'us-east-1' };
});

/** A virtual private gateway of the caller's that EC2 has. */
const inEc2 = (...prefixes: readonly string[]) => attached(caller.account, ...prefixes);

describe('what EC2 does under virtual interfaces', () => {
  test('networks that meet afterwards: the older association has them, and the operator sees why', async () => {
    const [one, other] = [inEc2('10.1.0.0/16'), inEc2('10.2.0.0/16')];
    const gateway = await readyGateway(server, caller);
    for (const id of [one, other]) await associate(server, caller, gateway, id, ['10.0.0.0/8']);
    const { id: vif } = await readyInterface(server, caller, { directConnectGatewayId: gateway });
    await settleAssociations(server);
    ec2.vpcs.set(other.replace('vgw', 'vpc'), {
      cidrs: ['10.1.0.0/16', '10.1.7.0/24'],
      owner: caller.account,
    });
    await until(async () => JSON.stringify(await known(other)).includes('10.1.7.0/24'));
    const { body } = await server.operator<{ items: readonly object[] }>(
      'GET',
      `/virtual-interfaces/${vif}/routes?direction=advertised`,
    );
    expect(body.items).toMatchObject([
      {
        cidr: '10.1.0.0/16',
        taken: true,
        reason: `It is of ${one}; 10.1.7.0/24 of ${other} overlaps it, and the longer prefix wins`,
      },
      { cidr: '10.1.7.0/24', taken: true, reason: expect.stringContaining(`; 10.1.0.0/16 of ${one}`) },
      {
        cidr: '10.1.0.0/16',
        taken: false,
        reason: `It is of ${other}, and of ${one} too, whose association is older: that one's is advertised`,
      },
    ]);
  });

  test('a virtual private gateway that is gone: nothing comes from there, and its id stays its owner’s', async () => {
    const id = inEc2('10.1.0.0/16');
    const { id: vif } = await readyInterface(server, caller, { virtualGatewayId: id });
    const announced = { announcements: [{ cidr: '10.20.0.0/16' }] };
    await server.operator('PUT', `/virtual-interfaces/${vif}/customer-router/announcements`, announced);
    ec2.virtual.delete(id);
    await until(async () => (await known(id))['state'] === 'deleted');
    const way = `/gateways/${id}/paths?destination=10.20.0.1&region=us-east-1`;
    expect((await server.operator('GET', way)).body).toMatchObject({
      chosen: [],
      lost: [{ virtualInterfaceId: vif, why: `${id} is deleted: nothing comes from there` }],
    });
    const again = { gatewayId: id, kind: 'virtualPrivateGateway', ...caller };
    for (const changed of [{ account: newAccount() }, { region: 'eu-west-1' }]) {
      const answer = await server.operator('POST', '/cloud-gateways', { ...again, ...changed });
      expect(answer).toMatchObject({
        status: 409,
        body: {
          detail: `${id} was ${caller.account}'s in us-east-1, and ${vif} of that time still lead there`,
        },
      });
    }
    // Its owner's networks come back with it, another one's never.
    await server.operator('POST', '/cloud-gateways', again);
    await server.operator('PUT', `/cloud-gateways/${id}/networks/vpc-2`, { cidrs: ['10.2.0.0/16'] });
    const input = { virtualInterfaceId: vif, filters: { routeDirection: 'advertised' as const } };
    const { routes } = await server.call('ListVirtualInterfaceRoutes', input, caller);
    expect(routes?.map(({ cidr }) => cidr)).toEqual(['10.2.0.0/16']);
  });
});
