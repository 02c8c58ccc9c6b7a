// Gateways that an EC2-compatible endpoint tells of: asked when they are named, and again and again.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import {
  associate,
  associationsOf,
  cidrs,
  newTgw,
  propose,
  readyGateway,
  settleAssociations,
} from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import type { TestServer } from '../support/server.ts';
import { useEc2Server } from './ec2-server.testing.ts';
import type { FakeEc2 } from './fake-ec2.testing.ts';

const { parts, attached, known, until } = useEc2Server();
let ec2: FakeEc2;
let server: TestServer;
let caller = { account: '', region: 'us-east-1' };
let gateway = '';

beforeAll(() => void ({ ec2, server } = parts));

beforeEach(async () => {
  ec2.mood = 'well';
  ec2.pageSize = 100;
  caller = { account: newAccount(), region: 'us-east-1' };
  gateway = await readyGateway(server, caller);
});

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;
const join = (other: string, prefixes: readonly string[] = []) =>
  associate(server, caller, gateway, other, prefixes);

/** A virtual private gateway of the caller's that EC2 has. */
const inEc2 = (...prefixes: readonly string[]) => attached(caller.account, ...prefixes);

describe('a virtual private gateway of EC2', () => {
  test('is asked for as the caller in the called Region, and is what EC2 tells', async () => {
    const id = inEc2('10.1.0.0/16', '2600:1f26:74::/56');
    ec2.calls.length = 0;
    expect((await join(id)).allowedPrefixesToDirectConnectGateway).toEqual(
      cidrs('10.1.0.0/16', '2600:1f26:0074:0000:0000:0000:0000:0000/56'),
    );
    const who = `${caller.account} us-east-1`;
    expect(ec2.calls.filter((call) => call.startsWith(who))).toEqual([
      `${who} DescribeVpnGateways`,
      `${who} DescribeVpcs`,
    ]);
    expect(await known(id)).toMatchObject({
      source: 'ec2',
      account: caller.account,
      amazonSideAsn: 64_777,
      networks: [{ networkId: id.replace('vgw', 'vpc'), cidrs: ['10.1.0.0/16', '2600:1f26:74::/56'] }],
    });
  });

  test('carries a virtual interface with its ASN', async () => {
    const id = inEc2('10.1.0.0/16');
    const connectionId = await readyPort(server, caller);
    expect(await orderPrivate(server, caller, connectionId, { virtualGatewayId: id })).toMatchObject({
      virtualGatewayId: id,
      amazonSideAsn: 64_777,
    });
  });

  test('that EC2 does not know does not exist: none is assumed', async () => {
    const id = newVgw();
    expect(await refused(join(id))).toBe(`The VirtualGateway ${id} does not exist.`);
  });

  test('is its VPC’s owner’s', async () => {
    const id = inEc2('10.1.0.0/16');
    ec2.vpcs.set(id.replace('vgw', 'vpc'), { cidrs: ['10.1.0.0/16'], owner: newAccount() });
    expect(await refused(join(id))).toBe(`The VirtualGateway ${id} does not exist.`);
  });

  test('without a VPC, or not ready yet, is refused in the service’s words', async () => {
    const [alone, pending] = [newVgw(), newVgw()];
    ec2.virtual.set(alone, {});
    ec2.virtual.set(pending, { state: 'pending' });
    expect(await refused(join(alone))).toBe(`The VirtualGateway ${alone} is not attached to a VPC`);
    expect(await refused(join(pending))).toBe(`The VirtualGateway ${pending} is not available`);
  });

  test('is proposed by its owner and accepted by another, who does not see it in EC2', async () => {
    const id = inEc2('10.1.0.0/16');
    const owner = { account: newAccount(), region: 'us-east-1' };
    const to = {
      directConnectGatewayId: await readyGateway(server, owner),
      directConnectGatewayOwnerAccount: owner.account,
    };
    const { proposalId } = await propose(server, caller, to, id);
    ec2.calls.length = 0;
    const accepted = await server.call(
      'AcceptDirectConnectGatewayAssociationProposal',
      {
        directConnectGatewayId: to.directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: caller.account,
      },
      owner,
    );
    expect(accepted.directConnectGatewayAssociation).toMatchObject({ associationState: 'associating' });
    expect(ec2.calls).toContain(`${caller.account} us-east-1 DescribeVpnGateways`);
    expect(ec2.calls.filter((call) => call.startsWith(owner.account))).toEqual([]);
  });

  test('is listed by DescribeVirtualGateways as EC2 lists it', async () => {
    const [id, going] = [inEc2('10.1.0.0/16'), inEc2('10.2.0.0/16')];
    ec2.virtual.set(newVgw(), { state: 'deleted' });
    await join(going);
    ec2.virtual.delete(going);
    const list = async () =>
      ((await server.call('DescribeVirtualGateways', {}, caller)).virtualGateways ?? []).filter(
        ({ virtualGatewayId }) => virtualGatewayId === id || virtualGatewayId === going,
      );
    expect(await list()).toEqual([{ virtualGatewayId: id, virtualGatewayState: 'available' }]);
  });
});

describe('a transit gateway of EC2', () => {
  test('has its owner, its ASN and its networks from there', async () => {
    const id = newTgw();
    ec2.vpcs.set('vpc-a', { cidrs: ['10.1.0.0/16'], owner: caller.account });
    ec2.transit.set(id, { asn: 64_600, owner: caller.account, vpcs: ['vpc-a', 'vpc-of-others'] });
    expect((await join(id, ['10.0.0.0/8'])).associatedGateway).toMatchObject({ id, type: 'transitGateway' });
    expect(await known(id)).toMatchObject({
      amazonSideAsn: 64_600,
      networks: [{ networkId: 'vpc-a', cidrs: ['10.1.0.0/16'] }],
    });
    ec2.transit.set(id, { asn: 64_512, owner: caller.account, vpcs: [] });
    gateway = await readyGateway(server, caller);
    expect(await refused(join(id))).toContain('have the same ASN 64512');
    const missing = newTgw();
    expect(await refused(join(missing))).toBe(`The TransitGateway ${missing} does not exist.`);
  });
});

describe('what EC2 gives in pages is read to its end', () => {
  test('the attachments of a transit gateway, and their VPCs', async () => {
    const vpcs = ['vpc-p1', 'vpc-p2', 'vpc-p3', 'vpc-p4', 'vpc-p5'];
    for (const [index, vpc] of vpcs.entries())
      ec2.vpcs.set(vpc, { cidrs: [`10.${index}.0.0/16`], owner: caller.account });
    const id = newTgw();
    ec2.transit.set(id, { asn: 64_601, owner: caller.account, vpcs });
    ec2.pageSize = 2;
    await join(id, ['10.0.0.0/8']);
    const networks = vpcs.map((networkId, index) => ({ networkId, cidrs: [`10.${index}.0.0/16`] }));
    expect(await known(id)).toMatchObject({ networks });
  });

  test('the VPCs of more virtual private gateways than one filter takes', async () => {
    const ids = Array.from({ length: 201 }, () => inEc2('10.1.0.0/16'));
    const list = async () => {
      const { virtualGateways = [] } = await server.call('DescribeVirtualGateways', {}, caller);
      return virtualGateways.map(({ virtualGatewayId = '' }) => virtualGatewayId);
    };
    try {
      expect(await list()).toEqual(expect.arrayContaining(ids));
    } finally {
      for (const id of ids) ec2.virtual.delete(id);
    }
  });
});

describe('what changes in EC2 arrives here', () => {
  test('networks', async () => {
    const id = inEc2('10.1.0.0/16');
    await join(id);
    ec2.vpcs.set(id.replace('vgw', 'vpc'), { cidrs: ['10.1.0.0/16', '10.9.0.0/16'], owner: caller.account });
    await until(async () => JSON.stringify(await known(id)).includes('10.9.0.0/16'));
    // What is allowed stays what it was [FAQ].
    expect(await associationsOf(server, caller, gateway)).toMatchObject([
      { allowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16') },
    ]);
  });

  test.for(['detached', 'deleted'] as const)('a virtual private gateway that is %s leaves', async (how) => {
    const id = inEc2('10.1.0.0/16');
    await join(id);
    await settleAssociations(server);
    if (how === 'detached') ec2.virtual.set(id, {});
    else ec2.virtual.delete(id);
    await until(
      async () => (await associationsOf(server, caller, gateway))[0]?.associationState !== 'associated',
    );
    await settleAssociations(server);
    expect(await associationsOf(server, caller, gateway)).toEqual([]);
    expect(await known(id)).toMatchObject(how === 'deleted' ? { state: 'deleted' } : { networks: [] });
  });
});

describe('when the endpoint does not answer', () => {
  test('as it should: what is known counts, the rest is refused', async () => {
    const id = inEc2('10.1.0.0/16');
    await join(id);
    await settleAssociations(server);
    ec2.mood = 'broken';
    const unknown = newVgw();
    expect(await refused(join(unknown))).toBe(
      `The VirtualGateway ${unknown} could not be looked up at the EC2 endpoint: it answered InternalError. Try again`,
    );
    expect(await refused(join(id))).toContain('is already associated');
    const { virtualGateways = [] } = await server.call('DescribeVirtualGateways', {}, caller);
    expect(virtualGateways).toContainEqual({ virtualGatewayId: id, virtualGatewayState: 'available' });
    expect(await associationsOf(server, caller, gateway)).toMatchObject([{ associationState: 'associated' }]);
  });

  test('at all: in a few seconds', async () => {
    ec2.mood = 'silent';
    const id = newVgw();
    const start = performance.now();
    expect(await refused(join(id))).toBe(
      `The VirtualGateway ${id} could not be looked up at the EC2 endpoint: it did not answer in time. Try again`,
    );
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

test('what the operator has declared is not asked for, and what EC2 tells is not changed here', async () => {
  const id = newVgw();
  await server.operator('POST', '/cloud-gateways', {
    gatewayId: id,
    kind: 'virtualPrivateGateway',
    ...caller,
  });
  await server.operator('PUT', `/cloud-gateways/${id}/networks/vpc-1`, { cidrs: ['10.1.0.0/16'] });
  ec2.calls.length = 0;
  await expect(join(id)).resolves.toBeDefined();
  expect(ec2.calls.filter((call) => call.startsWith(caller.account))).toEqual([]);

  const told = inEc2('10.2.0.0/16');
  await join(told);
  const change = await server.operator('PUT', `/cloud-gateways/${told}/networks/vpc-9`, {
    cidrs: ['10.9.0.0/16'],
  });
  expect(change).toMatchObject({
    status: 409,
    body: { detail: `${told} is told by the EC2 endpoint, with its networks` },
  });
});

test('one that is shared is asked for as its owner', async () => {
  const id = inEc2('10.1.0.0/16');
  await join(id);
  const user = { account: newAccount(), region: 'us-east-1' };
  await server.operator('PUT', `/cloud-gateways/${id}/shares/${user.account}`);
  const connectionId = await readyPort(server, user);
  ec2.calls.length = 0;
  await expect(orderPrivate(server, user, connectionId, { virtualGatewayId: id })).resolves.toBeDefined();
  expect(ec2.calls.filter((call) => call.startsWith(user.account))).toEqual([]);
});
