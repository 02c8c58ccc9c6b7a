import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
  DescribeLoaCommand,
  DescribeLocationsCommand,
  DirectConnectClient,
  DirectConnectClientException,
  TagResourceCommand,
  TooManyTagsException,
} from '@aws-sdk/client-direct-connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callJson, type Lab, startLab } from './wire.testing.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
  });

describe('awsJson1.1, byte for byte', () => {
  test('a success has the recorded body and headers [ANS]', async () => {
    const answer = await callJson(lab, 'DescribeConnections');
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{"connections":[]}');
    expect(answer.headers.get('content-length')).toBe('18');
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(UUID);
    expect(answer.headers.get('date')).not.toBeNull();
    expect(answer.headers.get('connection')).toBe('keep-alive');
  });

  test('a fault is its type without a namespace and a lower-case message', async () => {
    const answer = await callJson(lab, 'DeleteConnection', '{"connectionId":"dxcon-fgxxxxxx"}');
    expect(answer.status).toBe(400);
    expect(answer.text).toBe(
      '{"__type":"DirectConnectClientException","message":"Could not find Connection with ID dxcon-fgxxxxxx — ça"}',
    );
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length));
    expect(answer.headers.get('x-amzn-errortype')).toBeNull();
    expect(answer.headers.get('x-amzn-requestid')).toMatch(UUID);
  });

  test('a fault without a message is its type alone', async () => {
    expect((await callJson(lab, 'TagResource')).text).toBe('{"__type":"TooManyTagsException"}');
  });

  test('an unknown operation, a foreign prefix and a missing target are the type alone [Athena]', async () => {
    for (const target of ['OvertureService.Nope', 'Other.DescribeConnections', 'DescribeConnections', '']) {
      const answer = await callJson(lab, '', '{}', { 'x-amz-target': target });
      expect([answer.status, answer.text]).toEqual([400, '{"__type":"UnknownOperationException"}']);
    }
    const bare = await fetch(lab.url, { method: 'POST', body: '{}' });
    expect(await bare.text()).toBe('{"__type":"UnknownOperationException"}');
  });

  test('an empty body is the empty object', async () => {
    expect((await callJson(lab, 'DescribeLocations', '')).text).toBe('{"locations":[]}');
    expect(lab.calls.at(-1)?.input).toEqual({});
  });

  test('a broken type is a SerializationException, a broken rule of the model a client exception', async () => {
    expect((await callJson(lab, 'CreateConnection', '{"connectionName":1}')).text).toBe(
      '{"__type":"SerializationException","message":"connectionName must be a string."}',
    );
    expect((await callJson(lab, 'CreateConnection', '{}')).text).toBe(
      '{"__type":"DirectConnectClientException","message":"connectionName is required."}',
    );
    expect(lab.calls.some(({ input }) => JSON.stringify(input) === '{"connectionName":1}')).toBe(false);
  });

  test('a failure of the server says nothing of its cause, the log does', async () => {
    const answer = await callJson(lab, 'DeleteLag');
    expect(answer.status).toBe(500);
    expect(answer.text).toBe(
      '{"__type":"DirectConnectServerException","message":"Unable to process request"}',
    );
    const entry = lab.logged.at(-1) as { err: Error; requestId: string; operation: string };
    expect(entry.err.message).toBe('secret cause');
    expect(entry.operation).toBe('DeleteLag');
    expect(entry.requestId).toBe(answer.headers.get('x-amzn-requestid'));
  });

  test('each request is counted once', async () => {
    lab.metrics.length = 0;
    await callJson(lab, 'DescribeConnections');
    await callJson(lab, 'DeleteConnection');
    await callJson(lab, 'DeleteLag');
    await callJson(lab, 'made-up-by-the-client');
    expect(lab.metrics.map(({ operation, outcome, status }) => [operation, outcome, status])).toEqual([
      ['DescribeConnections', 'ok', 200],
      ['DeleteConnection', 'DirectConnectClientException', 400],
      ['DeleteLag', 'DirectConnectServerException', 500],
      ['unknown', 'UnknownOperationException', 400],
    ]);
    expect(lab.metrics.every(({ protocol, seconds }) => protocol === 'awsJson1_1' && seconds > 0)).toBe(true);
  });
});

describe('awsJson1.1 with the official SDK', () => {
  test('operations with and without input', async () => {
    expect((await sdk().send(new DescribeConnectionsCommand({}))).connections).toEqual([]);
    expect((await sdk().send(new DescribeLocationsCommand({}))).locations).toEqual([]);
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
    expect(created.region).toBe('eu-west-1');
    expect(created.loaIssueTime?.getTime()).toBe(1491568964500);
    expect(created.tags).toEqual([{ key: 'clé', value: '✓' }]);
    const loa = await sdk().send(new DescribeLoaCommand({ connectionId: 'dxcon-ffffffff' }));
    expect(Buffer.from(loa.loaContent ?? []).toString()).toBe('%PDF-');
  });

  test('modelled faults become their classes, with the request id', async () => {
    const refused = await sdk()
      .send(new DeleteConnectionCommand({ connectionId: 'dxcon-fgxxxxxx' }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DirectConnectClientException);
    expect(refused).toMatchObject({
      message: 'Could not find Connection with ID dxcon-fgxxxxxx — ça',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(UUID) },
    });
    await expect(sdk().send(new TagResourceCommand({ resourceArn: 'a', tags: [] }))).rejects.toBeInstanceOf(
      TooManyTagsException,
    );
  });
});
