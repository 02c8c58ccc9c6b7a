import { describe, expect, test } from 'vitest';
import type { OperationName } from './types.gen.ts';
import { validateInput } from './validate.ts';

const CONNECTION = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'to the lab' };
const HOSTED = {
  connectionId: 'dxcon-ffabc123',
  ownerAccount: '123456789012',
  bandwidth: '50Mbps',
  connectionName: 'hosted',
  vlan: 101,
};
const FIFTY_ONE = Array.from({ length: 51 }, () => 'dxcon-ffabc123');

interface Refused {
  readonly name: string;
  readonly operation: OperationName;
  readonly input: unknown;
  readonly member: string;
  readonly message: string;
}

const connection = (change: object): Pick<Refused, 'operation' | 'input'> => ({
  operation: 'CreateConnection',
  input: { ...CONNECTION, ...change },
});
const hosted = (change: object): Pick<Refused, 'operation' | 'input'> => ({
  operation: 'AllocateHostedConnection',
  input: { ...HOSTED, ...change },
});

describe('what is valid', () => {
  test.each<[string, OperationName, unknown]>([
    ['the required members alone', 'CreateConnection', CONNECTION],
    ['unknown members', 'CreateConnection', { ...CONNECTION, colour: 'red', nested: { deep: [null] } }],
    ['members of Object.prototype', 'CreateConnection', { ...CONNECTION, constructor: 1, toString: null }],
    ['a tag without a value', 'CreateConnection', { ...CONNECTION, tags: [{ key: 'a' }] }],
    ['an empty tag value', 'CreateConnection', { ...CONNECTION, tags: [{ key: 'a', value: '' }] }],
    [
      'tags in any script',
      'CreateConnection',
      { ...CONNECTION, tags: [{ key: 'größe 線路', value: 'éß٣' }] },
    ],
    [
      '128 letters beyond the basic plane',
      'CreateConnection',
      { ...CONNECTION, tags: [{ key: '𝒜'.repeat(128) }] },
    ],
    ['a name of 200 characters', 'CreateConnection', { ...CONNECTION, connectionName: 'x'.repeat(200) }],
    ['the first and the last VLAN', 'AllocateHostedConnection', { ...HOSTED, vlan: 4094 }],
    ['an integer written as a float', 'AllocateHostedConnection', { ...HOSTED, vlan: 1.0 }],
    ['a page size that operations judge', 'DescribeConnections', { maxResults: 0 }],
    ['an id that operations judge', 'GetResiliencyGroup', { resiliencyGroupId: 'DXRG-x' }],
    ['an ASN that wraps on the wire', 'CreateBGPPeer', { newBGPPeer: { asn: 4_200_000_000 } }],
    ['an empty input', 'DescribeConnections', {}],
    ['no input at all is taken', 'DescribeLocations', { anything: 1 }],
  ])('%s', (_, operation, input) => {
    expect(validateInput(operation, input)).toBeUndefined();
  });
});

describe('a wrong type', () => {
  const wrong = (member: string, expected: string, found: string): Pick<Refused, 'member' | 'message'> => ({
    member,
    message: `Value at '${member}' has the wrong type: expected ${expected}, not ${found}`,
  });

  test.each<Refused>([
    { name: 'string', ...connection({ location: 7 }), ...wrong('location', 'a string', 'an integer') },
    {
      name: 'boolean',
      ...connection({ requestMACSec: 'true' }),
      ...wrong('requestMACSec', 'a boolean', 'a string'),
    },
    {
      name: 'boolean, not 1',
      ...connection({ requestMACSec: 1 }),
      ...wrong('requestMACSec', 'a boolean', 'an integer'),
    },
    { name: 'integer', ...hosted({ vlan: '1' }), ...wrong('vlan', 'an integer', 'a string') },
    {
      name: 'fraction',
      ...hosted({ vlan: 1.5 }),
      ...wrong('vlan', 'an integer', 'a number with a fraction'),
    },
    { name: 'list', ...connection({ tags: {} }), ...wrong('tags', 'a list', 'a structure') },
    { name: 'structure', ...connection({ tags: ['a'] }), ...wrong('tags[0]', 'a structure', 'a string') },
    { name: 'null in a list', ...connection({ tags: [null] }), ...wrong('tags[0]', 'a structure', 'null') },
    {
      name: 'list as structure',
      ...connection({ tags: [[]] }),
      ...wrong('tags[0]', 'a structure', 'a list'),
    },
    {
      name: 'deep',
      ...connection({ tags: [{ key: 'a' }, { key: true }] }),
      ...wrong('tags[1].key', 'a string', 'a boolean'),
    },
    {
      name: 'beyond 32 bits',
      ...hosted({ vlan: 2 ** 31 }),
      member: 'vlan',
      message: "Value at 'vlan' is out of range for an integer",
    },
    {
      name: 'beyond what is exact',
      operation: 'CreateBGPPeer',
      input: { newBGPPeer: { asnLong: 2 ** 53 } },
      member: 'newBGPPeer.asnLong',
      message: "Value at 'newBGPPeer.asnLong' is out of range for an integer",
    },
    ...[
      ['x', 'a string'],
      [null, 'null'],
      [[], 'a list'],
      [3, 'an integer'],
      [undefined, 'a undefined'],
    ].flatMap(([input, kind]): Refused[] =>
      (['CreateConnection', 'DescribeLocations'] as const).map((operation) => ({
        name: `${operation} of ${String(kind)}`,
        operation,
        input,
        member: '',
        message: `The input has the wrong type: expected a structure, not ${String(kind)}`,
      })),
    ),
  ])('$name', ({ operation, input, member, message }) => {
    expect(validateInput(operation, input)).toEqual({ kind: 'type', member, message });
  });

  test('wins over a broken constraint, wherever the two stand', () => {
    const input = { ...CONNECTION, location: undefined, tags: [{ key: '' }, { key: 1 }] };
    expect(validateInput('CreateConnection', input)).toMatchObject({ kind: 'type', member: 'tags[1].key' });
  });
});

describe('a broken constraint', () => {
  const broken = (member: string, value: string, rule: string): Pick<Refused, 'member' | 'message'> => ({
    member,
    message: `${value} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  });
  const TAG = 'satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$';
  const NAME = 'satisfy regular expression pattern: ^[\\w \\-_,\\/]{1,200}$';
  const MODES = 'satisfy enum value set: [no_encrypt, should_encrypt, must_encrypt]';

  test.each<Refused>([
    {
      name: 'required',
      ...connection({ location: undefined }),
      ...broken('location', 'Value null', 'not be null'),
    },
    {
      name: 'required, null',
      ...connection({ bandwidth: null }),
      ...broken('bandwidth', 'Value null', 'not be null'),
    },
    {
      name: 'required, deep',
      ...connection({ tags: [{}] }),
      ...broken('tags[0].key', 'Value null', 'not be null'),
    },
    {
      name: 'shortest text',
      ...connection({ tags: [{ key: '' }] }),
      ...broken('tags[0].key', "Value ''", 'have length greater than or equal to 1'),
    },
    {
      name: 'longest text, quoted in part',
      ...connection({ location: 'x'.repeat(101) }),
      ...broken('location', `Value '${'x'.repeat(100)}…'`, 'have length less than or equal to 100'),
    },
    {
      name: 'shortest list',
      ...connection({ tags: [] }),
      ...broken('tags', "Value '[]'", 'have length greater than or equal to 1'),
    },
    {
      name: 'longest list',
      operation: 'AssociateConnectionsToResiliencyGroup',
      input: { resiliencyGroupId: 'dxrg-0', connectionIdentifiers: FIFTY_ONE },
      ...broken('connectionIdentifiers', 'Value', 'have length less than or equal to 50'),
    },
    {
      name: 'smallest',
      ...hosted({ vlan: 0 }),
      ...broken('vlan', "Value '0'", 'have value greater than or equal to 1'),
    },
    {
      name: 'largest',
      ...hosted({ vlan: 4095 }),
      ...broken('vlan', "Value '4095'", 'have value less than or equal to 4094'),
    },
    {
      name: 'pattern of a tag',
      ...connection({ tags: [{ key: '<b>' }] }),
      ...broken('tags[0].key', "Value '<b>'", TAG),
    },
    {
      name: 'pattern of a name',
      ...connection({ connectionName: 'a#b' }),
      ...broken('connectionName', "Value 'a#b'", NAME),
    },
    {
      name: 'line break in a name',
      ...connection({ connectionName: 'a\n' }),
      ...broken('connectionName', "Value 'a\n'", NAME),
    },
    {
      name: 'half a character',
      ...connection({ connectionName: '\ud800' }),
      ...broken('connectionName', "Value '\ud800'", NAME),
    },
    {
      name: 'enum',
      operation: 'UpdateConnection',
      input: { connectionId: 'dxcon-ffabc123', encryptionMode: 'unknown' },
      ...broken('encryptionMode', "Value 'unknown'", MODES),
    },
  ])('$name', ({ operation, input, member, message }) => {
    expect(validateInput(operation, input)).toEqual({ kind: 'constraint', member, message });
  });
});

describe('null', () => {
  test('of an optional member counts as absent, and is gone for the operation', () => {
    const input = { ...CONNECTION, lagId: null, tags: [{ key: 'a', value: null }] };
    expect(validateInput('CreateConnection', input)).toBeUndefined();
    expect(input).toEqual({ ...CONNECTION, tags: [{ key: 'a' }] });
  });

  test('is dropped in the deepest structure too', () => {
    const newPrivateVirtualInterface = {
      virtualInterfaceName: 'v',
      vlan: 1,
      mtu: null,
      tags: [{ key: 'a', value: null }],
    };
    const input = { connectionId: 'dxcon-ffabc123', newPrivateVirtualInterface };
    expect(validateInput('CreatePrivateVirtualInterface', input)).toBeUndefined();
    expect(newPrivateVirtualInterface).toEqual({ virtualInterfaceName: 'v', vlan: 1, tags: [{ key: 'a' }] });
  });
});

describe('hostile inputs', () => {
  const nested = (open: string, close: string): unknown =>
    JSON.parse(`${open.repeat(100_000)}1${close.repeat(100_000)}`);

  test.each<[string, () => unknown, string]>([
    ['structures a hundred thousand deep', () => nested('{"tags":', '}'), 'tags'],
    ['unknown structures a hundred thousand deep', () => ({ x: nested('{"x":', '}') }), 'location'],
    ['lists a hundred thousand deep', () => ({ ...CONNECTION, tags: nested('[', ']') }), 'tags[0]'],
    ['unknown lists a hundred thousand deep', () => ({ x: nested('[', ']') }), 'location'],
  ])('%s', (_, input, member) => {
    expect(validateInput('CreateConnection', input())?.member).toBe(member);
  });

  test('a member called __proto__ stands for nothing', () => {
    const input: unknown = JSON.parse(
      '{"__proto__":{"location":"EqDC2"},"bandwidth":"1Gbps","connectionName":"a"}',
    );
    expect(validateInput('CreateConnection', input)?.member).toBe('location');
  });

  test('a body of one MiB with the fault at its end is refused in well under a second', () => {
    const tags = Array.from({ length: 40_000 }, (_, at) => ({
      key: `key ${at}`,
      value: at === 39_999 ? '<' : 'v',
    }));
    const start = performance.now();
    expect(validateInput('CreateConnection', { ...CONNECTION, tags })?.member).toBe('tags[39999].value');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
