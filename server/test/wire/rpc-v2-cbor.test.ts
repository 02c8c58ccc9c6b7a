import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
  DescribeLoaCommand,
  DescribeLocationsCommand,
  DirectConnectClient,
  DirectConnectClientException,
  DirectConnectServerException,
  DeleteLagCommand,
} from '@aws-sdk/client-direct-connect';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { decode, encode, Tagged } from 'cborg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callCbor, callJson, type Lab, startLab } from './wire.testing.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

const sdk = () =>
  new DirectConnectClient({
    endpoint: lab.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: '210987654321', secretAccessKey: 'x' },
    maxAttempts: 1,
    protocol: new AwsSmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.directconnect' }),
  });

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('RPC v2 CBOR with the official SDK', () => {
  test('operations with and without input', async () => {
    expect((await sdk().send(new DescribeConnectionsCommand({}))).connections).toEqual([]);
    expect((await sdk().send(new DescribeLocationsCommand({}))).locations).toEqual([]);
    expect(lab.metrics.at(-1)).toMatchObject({ operation: 'DescribeLocations', protocol: 'rpcv2Cbor' });
  });

  test('timestamps, blobs, tags and UTF-8 come through', async () => {
    const created = await sdk().send(
      new CreateConnectionCommand({
        location: 'EqDC2',
        bandwidth: '1Gbps',
        connectionName: 'Zürich  東京',
        tags: [{ key: 'clé', value: '✓' }],
      }),
    );
    expect(created.connectionName).toBe('Zürich  東京');
    expect(created.ownerAccount).toBe('210987654321');
    expect(created.loaIssueTime?.getTime()).toBe(1491568964500);
    expect(created.jumboFrameCapable).toBe(false);
    expect(created.tags).toEqual([{ key: 'clé', value: '✓' }]);
    const loa = await sdk().send(new DescribeLoaCommand({ connectionId: 'dxcon-ffffffff' }));
    expect(Buffer.from(loa.loaContent ?? []).toString()).toBe('%PDF-');
  });

  test('faults become their classes', async () => {
    const refused = await sdk()
      .send(new DeleteConnectionCommand({ connectionId: 'dxcon-fgxxxxxx' }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DirectConnectClientException);
    expect(refused).toMatchObject({ message: 'Could not find Connection with ID dxcon-fgxxxxxx — ça' });
    await expect(sdk().send(new DeleteLagCommand({ lagId: 'x' }))).rejects.toBeInstanceOf(
      DirectConnectServerException,
    );
  });
});

describe('RPC v2 CBOR, byte for byte', () => {
  test('headers of an answer', async () => {
    const answer = await callCbor(lab, 'DescribeConnections', hex('a0'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(answer.headers.get('content-type')).toBe('application/cbor');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length));
  });

  test('a timestamp is tag 1, a blob a byte string, an undefined member absent', async () => {
    const created = await callCbor(lab, 'CreateConnection', encode({ connectionName: 'n' }));
    // loaIssueTime: c1 (tag 1) fb (float 64) …
    const name = Buffer.from('loaIssueTime').toString('hex');
    expect(created.bytes.toString('hex')).toContain(`${name}c1fb`);
    expect(decode(created.bytes, { tags: { 1: (content) => content() } })).toEqual({
      ownerAccount: '123456789012',
      connectionId: 'dxcon-ffffffff',
      connectionName: 'n',
      region: 'us-east-1',
      loaIssueTime: 1491568964.5,
      jumboFrameCapable: false,
      tags: [],
    });
    const loa = await callCbor(lab, 'DescribeLoa', hex('a0'));
    expect(decode(loa.bytes)).toEqual({
      loaContent: new Uint8Array(Buffer.from('%PDF-')),
      loaContentType: 'application/pdf',
    });
  });

  test('a fault bears its type with the namespace, its status and its message', async () => {
    const answer = await callCbor(lab, 'DeleteConnection', hex('a0'));
    expect(answer.status).toBe(400);
    expect(decode(answer.bytes)).toEqual({
      __type: 'com.amazonaws.directconnect#DirectConnectClientException',
      message: 'Could not find Connection with ID dxcon-fgxxxxxx — ça',
    });
    expect(decode((await callCbor(lab, 'TagResource', hex('a0'))).bytes)).toEqual({
      __type: 'com.amazonaws.directconnect#TooManyTagsException',
    });
  });

  test('no body is the empty object, whatever the operation', async () => {
    for (const operation of ['DescribeLocations', 'DescribeConnections']) {
      expect((await callCbor(lab, operation)).status).toBe(200);
      expect(lab.calls.at(-1)?.input).toEqual({});
    }
  });

  test('another or no smithy-protocol, an unknown operation, another service: UnknownOperationException', async () => {
    const unknown = { __type: 'com.amazonaws.directconnect#UnknownOperationException' };
    const answers = [
      await callCbor(lab, 'Nope', hex('a0')),
      await callCbor(lab, 'DescribeConnections', hex('a0'), { 'smithy-protocol': 'rpc-v2-json' }),
      await callCbor(lab, 'DescribeConnections', hex('a0'), { 'smithy-protocol': '' }),
    ];
    for (const answer of answers) {
      expect([answer.status, decode(answer.bytes)]).toEqual([400, unknown]);
      expect(answer.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    }
    const other = await fetch(`${lab.url}/service/Other/operation/DescribeConnections`, { method: 'POST' });
    expect(decode(new Uint8Array(await other.arrayBuffer()))).toEqual(unknown);
  });

  test.each([
    ['indefinite map, string in chunks', 'bf 6e 636f6e6e656374696f6e4e616d65 7f 62 6162 61 63 ff ff', 'abc'],
    ['indefinite key', 'a1 7f 6a 636f6e6e656374696f6e 64 4e616d65 ff 61 61', 'a'],
    ['empty indefinite string', 'a1 6e 636f6e6e656374696f6e4e616d65 7f ff', ''],
  ])('%s is read', async (_, body, name) => {
    await callCbor(lab, 'CreateConnection', hex(body));
    expect(lab.calls.at(-1)?.input).toEqual({ connectionName: name });
  });

  test('integers in floats of any width, timestamps and null arrive as JSON would have them', async () => {
    // {"connectionName":"a","h":1.5 as f16,"f":5 as f32,"d":5 as f64,"t":tag 1 of 2^31,"n":null,"u":undefined}
    await callCbor(
      lab,
      'CreateConnection',
      hex(
        'a7 6e 636f6e6e656374696f6e4e616d65 61 61 61 68 f93e00 61 66 fa40a00000 61 64 fb4014000000000000 61 74 c1 1a80000000 61 6e f6 61 75 f7',
      ),
    );
    expect(lab.calls.at(-1)?.input).toEqual({
      connectionName: 'a',
      h: 1.5,
      f: 5,
      d: 5,
      t: 2147483648,
      n: null,
      u: null,
    });
  });

  test('what JSON and CBOR carry is the same', async () => {
    const input = {
      connectionName: 'same',
      tags: [{ key: 'k', value: 'v' }],
      n: [1, -1, 1.5, true, 4294967296],
    };
    await callJson(lab, 'CreateConnection', JSON.stringify(input));
    const fromJson = lab.calls.at(-1)?.input;
    await callCbor(lab, 'CreateConnection', encode(input));
    expect(lab.calls.at(-1)?.input).toEqual(fromJson);
  });

  test.each([
    ['a broken type', encode({ connectionName: 1 }), 'SerializationException'],
    ['a broken rule', encode({}), 'DirectConnectClientException'],
    ['an array', encode([]), 'SerializationException'],
    ['a byte string', encode(new Uint8Array(3)), 'SerializationException'],
    ['two items', hex('a0 a0'), 'SerializationException'],
    ['JSON', new TextEncoder().encode('{"connectionName":"a"}'), 'SerializationException'],
    ['text that is not UTF-8', hex('a1 6e 636f6e6e656374696f6e4e616d65 62 c328'), 'SerializationException'],
    ['a key that is not text', hex('a1 01 02'), 'SerializationException'],
    ['the same key twice', hex('a2 61 61 01 61 61 02'), 'SerializationException'],
    ['an integer beyond 2^53', hex('a1 61 61 1b ffffffffffffffff'), 'SerializationException'],
    ['NaN', hex('a1 61 61 f97e00'), 'SerializationException'],
    ['another tag', encode({ connectionName: new Tagged(0, '2026') }), 'SerializationException'],
  ])('%s is refused', async (_, body, code) => {
    const before = lab.calls.length;
    const answer = await callCbor(lab, 'CreateConnection', new Uint8Array(body));
    expect(answer.status).toBe(400);
    expect(decode(answer.bytes)).toMatchObject({ __type: `com.amazonaws.directconnect#${code}` });
    expect(lab.calls.length).toBe(before);
  });
});
