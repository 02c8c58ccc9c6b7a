// Direct Connect gateways: global, from their making to their end.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  associate,
  createGateway,
  gatewayNow,
  readyGateway,
  settleAssociations,
} from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };

beforeEach(() => {
  caller = { account: newAccount() };
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOWHERE = '8e12ee05-fe7a-498a-804d-1425caff2016';

describe('a gateway', () => {
  test('shows all its members at once, and nothing that does not apply', async () => {
    const made = await createGateway(server, caller, {
      directConnectGatewayName: 'My gateway_1,/-',
      tags: [{ key: 'a', value: 'b' }],
    });
    expect(made).toEqual({
      directConnectGatewayId: expect.stringMatching(UUID) as string,
      directConnectGatewayName: 'My gateway_1,/-',
      amazonSideAsn: 64_512,
      ownerAccount: caller.account,
      directConnectGatewayState: 'pending',
      totalPrefixPoolAllocations: 0,
      tags: [{ key: 'a', value: 'b' }],
    });
    await server.settle();
    const { directConnectGatewayId: id } = made;
    expect(await gatewayNow(server, caller, id)).toEqual({ ...made, directConnectGatewayState: 'available' });
  });

  test.for([64_512, 65_534, 4_200_000_000, 4_294_967_294])('may have the ASN %i', async (amazonSideAsn) => {
    expect(await createGateway(server, caller, { amazonSideAsn })).toMatchObject({ amazonSideAsn });
  });

  test.for([0, -1, 7224, 64_511, 65_535, 4_199_999_999, 4_294_967_295])(
    'may not have the ASN %i',
    async (amazonSideAsn) => {
      expect(await refusalOf(createGateway(server, caller, { amazonSideAsn }))).toEqual(
        clientException(
          `Amazon side ASN ${amazonSideAsn} is not valid: 64512 to 65534 or 4200000000 to 4294967294`,
        ),
      );
    },
  );

  test('has client exceptions for wrong tags', async () => {
    const tags = [{ key: 'a' }, { key: 'a' }];
    expect(await refusalOf(createGateway(server, caller, { tags }))).toEqual(
      clientException('Tag key a is given twice'),
    );
  });

  test('has tags like other resources', async () => {
    const id = await readyGateway(server, caller, { tags: [{ key: 'a', value: '1' }] });
    const resourceArn = `arn:aws:directconnect::${caller.account}:dx-gateway/${id}`;
    await server.call(
      'TagResource',
      { resourceArn, tags: [{ key: 'b', value: '2' }] },
      { ...caller, region: 'eu-west-1' },
    );
    await server.call('UntagResource', { resourceArn, tagKeys: ['a'] }, caller);
    const tags = [{ key: 'b', value: '2' }];
    expect(await server.call('DescribeTags', { resourceArns: [resourceArn] }, caller)).toEqual({
      resourceTags: [{ resourceArn, tags }],
    });
    expect(await gatewayNow(server, caller, id)).toMatchObject({ tags });
    const stranger = { account: newAccount() };
    expect(await refusalOf(server.call('DescribeTags', { resourceArns: [resourceArn] }, stranger))).toEqual(
      clientException(`Resource ${resourceArn} does not exist.`),
    );
  });

  test('is renamed', async () => {
    const id = await readyGateway(server, caller);
    const wish = { directConnectGatewayId: id, newDirectConnectGatewayName: 'other' };
    const there = { ...caller, region: 'ap-southeast-2' };
    expect(await server.call('UpdateDirectConnectGateway', wish, there)).toMatchObject({
      directConnectGateway: { directConnectGatewayId: id, directConnectGatewayName: 'other' },
    });
    expect(await gatewayNow(server, caller, id)).toMatchObject({ directConnectGatewayName: 'other' });
  });

  test('counts the prefixes that its virtual interfaces have allocated', async () => {
    const [one, other] = [await readyGateway(server, caller), await readyGateway(server, caller)];
    const connectionId = await readyPort(server, caller);
    const order = (directConnectGatewayId: string, vlan: number, prefixPoolAllocatedCountIpv4: number) =>
      orderPrivate(server, caller, connectionId, {
        directConnectGatewayId,
        vlan,
        prefixPoolAllocatedCountIpv4,
      });
    await order(one, 101, 250);
    await order(one, 102, 1000);
    const { directConnectGateways } = await server.call('DescribeDirectConnectGateways', {}, caller);
    expect(directConnectGateways).toMatchObject([
      { directConnectGatewayId: one, totalPrefixPoolAllocations: 1450 },
      { directConnectGatewayId: other, totalPrefixPoolAllocations: 0 },
    ]);
    expect(await gatewayNow(server, caller, one)).toMatchObject({ totalPrefixPoolAllocations: 1450 });
  });
});

describe('the end of a gateway', () => {
  const remove = (id: string) =>
    server.call('DeleteDirectConnectGateway', { directConnectGatewayId: id }, caller);

  test('comes when nothing is on it', async () => {
    const id = await readyGateway(server, caller);
    expect(await remove(id)).toMatchObject({
      directConnectGateway: { directConnectGatewayId: id, directConnectGatewayState: 'deleting' },
    });
    expect(await refusalOf(remove(id))).toEqual(
      clientException(`Direct Connect Gateway ${id} does not exist.`),
    );
    await server.settle();
    expect(await gatewayNow(server, caller, id)).toBeUndefined();
    expect(await server.call('DescribeDirectConnectGateways', {}, caller)).toEqual({
      directConnectGateways: [],
    });
  });

  test('is accepted with leftovers, and does not come', async () => {
    const id = await readyGateway(server, caller);
    const { associationId } = await associate(server, caller, id, newVgw());
    expect(await remove(id)).toMatchObject({
      directConnectGateway: { directConnectGatewayState: 'deleting' },
    });
    await server.settle();
    expect(await gatewayNow(server, caller, id)).toMatchObject({
      directConnectGatewayState: 'available',
      stateChangeError: `Direct Connect Gateway ${id} still has 1 association`,
    });

    await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);
    await settleAssociations(server);
    const again = await remove(id);
    expect(again.directConnectGateway).not.toHaveProperty('stateChangeError');
    await server.settle();
    expect(await gatewayNow(server, caller, id)).toBeUndefined();
  });
});

describe('gateways', () => {
  test('are seen from every Region, by their owner alone', async () => {
    const id = await readyGateway(server, { ...caller, region: 'eu-central-1' });
    const list = async (account: string, region: string) =>
      (await server.call('DescribeDirectConnectGateways', {}, { account, region })).directConnectGateways;
    expect(await list(caller.account, 'us-west-2')).toMatchObject([{ directConnectGatewayId: id }]);
    expect(await list(newAccount(), 'eu-central-1')).toEqual([]);
    expect(await gatewayNow(server, { account: newAccount() }, id)).toBeUndefined();
  });

  test('come in pages, oldest first', async () => {
    const made = [];
    for (const name of ['a', 'b', 'c'])
      made.push(await readyGateway(server, caller, { directConnectGatewayName: name }));
    const first = await server.call('DescribeDirectConnectGateways', { maxResults: 2 }, caller);
    const { nextToken = '' } = first;
    const second = await server.call('DescribeDirectConnectGateways', { maxResults: 2, nextToken }, caller);
    expect(second).not.toHaveProperty('nextToken');
    const ids = [first, second].flatMap(({ directConnectGateways = [] }) =>
      directConnectGateways.map(({ directConnectGatewayId }) => directConnectGatewayId),
    );
    expect(ids).toEqual(made);
  });

  test('are as many as the account may have', async () => {
    await server.operator('POST', '/accounts', {
      account: caller.account,
      quotas: { gatewaysPerAccount: 2 },
    });
    await createGateway(server, caller);
    const id = await readyGateway(server, caller);
    const full = clientException('You have reached the limit of 2 Direct Connect gateways');
    expect(await refusalOf(createGateway(server, caller))).toEqual(full);
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: id }, caller);
    await server.settle();
    await expect(createGateway(server, caller)).resolves.toBeDefined();
  });
});

describe('what names no gateway', () => {
  const byId = (id: string) => [
    server.call(
      'UpdateDirectConnectGateway',
      { directConnectGatewayId: id, newDirectConnectGatewayName: 'x' },
      caller,
    ),
    server.call('DeleteDirectConnectGateway', { directConnectGatewayId: id }, caller),
  ];

  test('is refused where something is to change', async () => {
    const theirs = await readyGateway(server, { account: newAccount() });
    for (const id of [NOWHERE, theirs]) {
      const refusals = await Promise.all(byId(id).map(refusalOf));
      const unknown = clientException(`Direct Connect Gateway ${id} does not exist.`);
      expect(refusals).toEqual([unknown, unknown]);
    }
  });

  test('is refused by its form', async () => {
    const describing = server.call('DescribeDirectConnectGateways', { directConnectGatewayId: 'x' }, caller);
    const refusals = await Promise.all([...byId('x'), describing].map(refusalOf));
    const malformed = clientException('Direct Connect Gateway ID x has an invalid format.');
    expect(refusals).toEqual([malformed, malformed, malformed]);
  });

  test('is an empty list', async () => {
    expect(await gatewayNow(server, caller, NOWHERE)).toBeUndefined();
  });
});
