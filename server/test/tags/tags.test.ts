import {
  CreateConnectionCommand,
  DescribeConnectionsCommand,
  DescribeTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { arnOfPort, orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer();

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('through the SDK in %s', (_, cbor) => {
  test('tags are given, changed and taken, and stand in every answer', async () => {
    const account = newAccount();
    const client = server.client(account, 'us-east-1', { cbor });
    const { connectionId = '' } = await client.send(
      new CreateConnectionCommand({
        location: 'EqDC2',
        bandwidth: '1Gbps',
        connectionName: 'tagged',
        tags: [
          { key: 'a', value: '1' },
          { key: 'b', value: '2' },
        ],
      }),
    );
    const resourceArn = arnOfPort(account, connectionId);
    const given = [
      { key: 'b', value: 'new' },
      { key: 'Größe +', value: 'ä:/=+-@_.' },
    ];
    const answer = await client.send(new TagResourceCommand({ resourceArn, tags: [...given, { key: 'c' }] }));
    expect({ ...answer, $metadata: undefined }).toEqual({ $metadata: undefined });
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'not there'] }));

    const tags = [...given, { key: 'c', value: '' }];
    const { resourceTags } = await client.send(new DescribeTagsCommand({ resourceArns: [resourceArn] }));
    expect(resourceTags).toEqual([{ resourceArn, tags }]);
    const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
    expect(connections?.[0]?.tags).toEqual(tags);
  });
});

describe('a resource', () => {
  test('without tags shows an empty list, and one asked for twice stands once', async () => {
    const account = newAccount();
    const { connectionId } = await orderPort(server, { account });
    const arn = arnOfPort(account, connectionId);
    const { resourceTags } = await server.call('DescribeTags', { resourceArns: [arn, arn] }, { account });
    expect(resourceTags).toEqual([{ resourceArn: arn, tags: [] }]);
    expect(await server.call('DescribeTags', { resourceArns: [] }, { account })).toEqual({
      resourceTags: [],
    });
  });

  test('that is a resiliency group can be tagged from any Region', async () => {
    const account = newAccount();
    const { resiliencyGroup } = await server.call(
      'CreateResiliencyGroup',
      {
        resiliencyGroupName: 'tagged',
        intendedResiliencyModel: 'high-resiliency',
        tags: [{ key: 'a', value: '1' }],
      },
      { account },
    );
    expect(resiliencyGroup?.tags).toEqual([{ key: 'a', value: '1' }]);
    const arn = resiliencyGroup?.resiliencyGroupArn ?? '';
    const elsewhere = { account, region: 'eu-west-1' };
    await server.call('TagResource', { resourceArn: arn, tags: [{ key: 'b', value: '2' }] }, elsewhere);
    const { resourceTags } = await server.call('DescribeTags', { resourceArns: [arn] }, elsewhere);
    const tags = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ];
    expect(resourceTags).toEqual([{ resourceArn: arn, tags }]);
    const got = await server.call(
      'GetResiliencyGroup',
      { resiliencyGroupId: resiliencyGroup?.resiliencyGroupId ?? '' },
      { account },
    );
    expect(got.resiliencyGroup?.tags).toEqual(tags);
  });

  test('may be a LAG, whose members keep tags of their own', async () => {
    const account = newAccount();
    const order = {
      location: 'EqDC2',
      connectionsBandwidth: '1Gbps',
      lagName: 'lag',
      numberOfConnections: 1,
    };
    const own = [{ key: 'of', value: 'the LAG' }];
    const childConnectionTags = [{ key: 'of', value: 'a member' }];
    const lag = await server.call('CreateLag', { ...order, tags: own, childConnectionTags }, { account });
    const arns = [
      `arn:aws:directconnect:us-east-1:${account}:dxlag/${lag.lagId}`,
      arnOfPort(account, lag.connections?.[0]?.connectionId ?? ''),
    ] as const;
    await server.call('TagResource', { resourceArn: arns[0], tags: [{ key: 'b', value: '2' }] }, { account });
    const { resourceTags } = await server.call('DescribeTags', { resourceArns: arns }, { account });
    expect(resourceTags).toEqual([
      { resourceArn: arns[0], tags: [...own, { key: 'b', value: '2' }] },
      { resourceArn: arns[1], tags: childConnectionTags },
    ]);
  });

  test('that a partner handed over is tagged by its customer alone; the interconnect by the partner', async () => {
    const [partner, customer] = [newAccount(), newAccount()];
    const { interconnectId = '' } = await server.call(
      'CreateInterconnect',
      { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'trunk' },
      { account: partner },
    );
    await server.settle();
    const { connectionId = '' } = await server.call(
      'AllocateHostedConnection',
      {
        connectionId: interconnectId,
        ownerAccount: customer,
        bandwidth: '100Mbps',
        connectionName: 'slice',
        vlan: 7,
        tags: [{ key: 'from', value: 'the partner' }],
      },
      { account: partner },
    );
    const trunk = arnOfPort(partner, interconnectId);
    const mine = [{ key: 'mine', value: 'x' }];
    await server.call('TagResource', { resourceArn: trunk, tags: mine }, { account: partner });
    const { interconnects } = await server.call('DescribeInterconnects', {}, { account: partner });
    expect(interconnects).toMatchObject([{ tags: mine }]);

    const slice = arnOfPort(customer, connectionId);
    await server.call('TagResource', { resourceArn: slice, tags: mine }, { account: customer });
    const { resourceTags } = await server.call(
      'DescribeTags',
      { resourceArns: [slice] },
      { account: customer },
    );
    expect(resourceTags?.[0]?.tags).toEqual([{ key: 'from', value: 'the partner' }, ...mine]);
    for (const arn of [slice, arnOfPort(partner, connectionId)]) {
      const asked = server.call('DescribeTags', { resourceArns: [arn] }, { account: partner });
      expect(await refusalOf(asked)).toEqual(clientException(`Resource ${arn} does not exist.`));
    }
  });

  test('that twenty callers tag at once keeps every tag', async () => {
    const account = newAccount();
    const { connectionId } = await orderPort(server, { account });
    const resourceArn = arnOfPort(account, connectionId);
    const keys = Array.from({ length: 20 }, (_, at) => `key ${at}`);
    await Promise.all(
      keys.map((key) =>
        server.call('TagResource', { resourceArn, tags: [{ key, value: 'v' }] }, { account }),
      ),
    );
    const { resourceTags } = await server.call('DescribeTags', { resourceArns: [resourceArn] }, { account });
    expect(resourceTags?.[0]?.tags?.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  });
});

describe('refused', () => {
  const account = newAccount();
  const caller = { account };
  const tags = [{ key: 'a', value: '1' }];

  test.each([
    ['an id', () => 'dxcon-ffabcdef', 'Resource ARN ~ has an invalid format.'],
    [
      'another service’s ARN',
      () => `arn:aws:ec2:us-east-1:${account}:vpc/vpc-1`,
      'Resource ARN ~ has an invalid format.',
    ],
    [
      'a connection that is not there',
      () => arnOfPort(account, 'dxcon-ffnobody'),
      'Resource ~ does not exist.',
    ],
    [
      'a LAG that is not there',
      () => `arn:aws:directconnect:us-east-1:${account}:dxlag/dxlag-ffnobody`,
      'Resource ~ does not exist.',
    ],
    [
      'a connection called a LAG',
      async () => {
        const { connectionId } = await orderPort(server, caller);
        return `arn:aws:directconnect:us-east-1:${account}:dxlag/${connectionId}`;
      },
      'Resource ~ does not exist.',
    ],
    [
      'another account’s connection under its own ARN',
      async () => {
        const other = newAccount();
        return arnOfPort(other, (await orderPort(server, { account: other })).connectionId);
      },
      'Resource ~ does not exist.',
    ],
    [
      'another account’s connection under the caller’s ARN',
      async () => arnOfPort(account, (await orderPort(server, { account: newAccount() })).connectionId),
      'Resource ~ does not exist.',
    ],
    [
      'a connection of another Region',
      async () => {
        const order = { location: 'EQC50', bandwidth: '1Gbps' };
        const region = 'us-east-2';
        const { locations = [] } = await server.call('DescribeLocations', {}, { account, region });
        const location = locations[0]?.locationCode ?? '';
        const { connectionId } = await orderPort(
          server,
          { account, region },
          { ...order, location, bandwidth: '10Gbps' },
        );
        return arnOfPort(account, connectionId, region);
      },
      'Resource ~ does not exist.',
    ],
    [
      'a group that is not there',
      () => `arn:aws:directconnect::${account}:dx-resiliency-group/dxrg-00000000000000000`,
      'Resource ~ does not exist.',
    ],
  ])('%s, by all three operations', async (_, find, text) => {
    const arn = await find();
    const expected = clientException(text.replace('~', arn));
    expect(await refusalOf(server.call('TagResource', { resourceArn: arn, tags }, caller))).toEqual(expected);
    expect(
      await refusalOf(server.call('UntagResource', { resourceArn: arn, tagKeys: ['a'] }, caller)),
    ).toEqual(expected);
    expect(await refusalOf(server.call('DescribeTags', { resourceArns: [arn] }, caller))).toEqual(expected);
  });

  test('wrong tags, and nothing is written', async () => {
    const own = { account: newAccount() };
    const { connectionId } = await orderPort(server, own, { tags: numbered(50) });
    const resourceArn = arnOfPort(own.account, connectionId);
    const tag = (given: readonly { key: string; value?: string }[]) =>
      refusalOf(server.call('TagResource', { resourceArn, tags: given }, own));
    expect(await tag([{ key: 'one more' }])).toMatchObject({ code: 'TooManyTagsException' });
    expect(await tag([{ key: 'key1' }, { key: 'key1' }])).toMatchObject({
      code: 'DuplicateTagKeysException',
    });
    expect(await tag([{ key: 'aws:x' }])).toEqual(
      clientException('Tag key aws:x begins with aws:, which is reserved'),
    );
    const untag = server.call('UntagResource', { resourceArn, tagKeys: ['key1', 'aws:x'] }, own);
    expect(await refusalOf(untag)).toEqual(
      clientException('Tag key aws:x begins with aws:, which is reserved'),
    );
    const { resourceTags } = await server.call('DescribeTags', { resourceArns: [resourceArn] }, own);
    expect(resourceTags?.[0]?.tags).toEqual(numbered(50));
  });

  test('51 tags with an order, and nothing is ordered', async () => {
    const own = { account: newAccount() };
    expect(await refusalOf(orderPort(server, own, { tags: numbered(51) }))).toMatchObject({
      code: 'TooManyTagsException',
    });
    expect(await server.call('DescribeConnections', {}, own)).toEqual({ connections: [] });
  });
});

function numbered(count: number) {
  return Array.from({ length: count }, (_, at) => ({ key: `key${at}`, value: 'v' }));
}
