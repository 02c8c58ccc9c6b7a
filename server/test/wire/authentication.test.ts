import { DescribeConnectionsCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterEach, describe, expect, test } from 'vitest';
import type { KeyRecord } from '../../src/wire/service.ts';
import { oracleSigned } from '../../src/wire/sigv4/oracle.testing.ts';
import { callJson, type Lab, NOW, startLab } from './wire.testing.ts';

const KEY: KeyRecord = { secret: 'very secret', account: '999988887777', active: true };
const KEYS: Record<string, KeyRecord> = {
  AKIAREGISTERED: KEY,
  AKIAINACTIVE: { ...KEY, active: false },
  ASIATEMPORARY: { ...KEY, sessionToken: 'the token', expiresAt: NOW + 60_000 },
  ASIAEXPIRED: { ...KEY, sessionToken: 'the token', expiresAt: NOW },
};

let lab: Lab;
afterEach(() => lab.stop());

interface Signing {
  readonly key?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly region?: string;
  readonly service?: string;
  readonly at?: number;
}

/** The headers of a call signed as @smithy/signature-v4 does it. */
async function signedHeaders(signing: Signing = {}, body = '{}'): Promise<Record<string, string>> {
  const { key = 'AKIAREGISTERED', secret = KEY.secret, token, at = NOW } = signing;
  const { region = 'us-west-2', service = 'directconnect' } = signing;
  return oracleSigned(
    {
      method: 'POST',
      path: '/',
      headers: {
        host: `127.0.0.1:${lab.port}`,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'OvertureService.DescribeConnections',
      },
      body,
    },
    new Date(at),
    { accessKeyId: key, secretAccessKey: secret, region, service, ...(token ? { sessionToken: token } : {}) },
    { checksum: true },
  );
}

const call = async (signing: Signing = {}) =>
  callJson(lab, 'DescribeConnections', '{}', await signedHeaders(signing));

const refusal = async (signing: Signing) => {
  const before = lab.calls.length;
  const answer = await call(signing);
  expect(lab.calls.length).toBe(before);
  const { __type, message } = JSON.parse(answer.text) as { __type: string; message: string };
  return `${answer.status} ${__type} ${message}`;
};

const caller = () => lab.calls.at(-1)?.caller;

describe.each(['open', 'verify'] as const)('a registered key in mode %s', (mode) => {
  test('its account calls, in the Region of its scope', async () => {
    lab = await startLab({ mode, keys: KEYS });
    expect((await call()).status).toBe(200);
    expect(caller()).toMatchObject({
      account: '999988887777',
      region: 'us-west-2',
      accessKeyId: 'AKIAREGISTERED',
      sourceIp: '127.0.0.1',
    });
  });

  test('a wrong secret, a changed body, a stale and a future date are refused', async () => {
    lab = await startLab({ mode, keys: KEYS });
    expect(await refusal({ secret: 'another' })).toBe(
      '400 InvalidSignatureException The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
    const replayed = await callJson(lab, 'DescribeConnections', '{"a":1}', await signedHeaders());
    expect(replayed.text).toContain('InvalidSignatureException');
    expect(await refusal({ at: NOW - 15 * 60_000 - 1000 })).toBe(
      '400 InvalidSignatureException Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)',
    );
    expect(await refusal({ at: NOW + 15 * 60_000 + 1000 })).toMatch(/Signature not yet current/);
  });

  test('another service, an inactive key, a Region that is not served are refused', async () => {
    lab = await startLab({ mode, keys: KEYS });
    expect(await refusal({ service: 'ec2' })).toBe(
      "400 InvalidSignatureException Credential should be scoped to correct service: 'directconnect'.",
    );
    expect(await refusal({ key: 'AKIAINACTIVE' })).toBe(
      '400 UnrecognizedClientException The security token included in the request is invalid.',
    );
    expect(await refusal({ region: 'nowhere' })).toBe(
      '400 DirectConnectClientException The Region nowhere is not served by this endpoint.',
    );
    // Only who has shown a valid key is told of Regions.
    expect(await refusal({ region: 'nowhere', secret: 'another' })).toMatch(
      /^400 InvalidSignatureException The request signature/,
    );
    expect(await refusal({ region: 'nowhere', key: 'AKIAINACTIVE' })).toMatch(
      /^400 UnrecognizedClientException/,
    );
  });

  test('a temporary key needs its own token, before its end', async () => {
    lab = await startLab({ mode, keys: KEYS });
    expect((await call({ key: 'ASIATEMPORARY', token: 'the token' })).status).toBe(200);
    const unrecognized =
      '400 UnrecognizedClientException The security token included in the request is invalid.';
    expect(await refusal({ key: 'ASIATEMPORARY' })).toBe(unrecognized);
    expect(await refusal({ key: 'ASIATEMPORARY', token: 'the taken' })).toBe(unrecognized);
    expect(await refusal({ key: 'ASIAEXPIRED', token: 'the token' })).toBe(
      '400 ExpiredTokenException The security token included in the request is expired',
    );
    // A long-lived key with a token that is nobody's: clients send what their environment has.
    expect((await call({ token: 'left over' })).status).toBe(200);
  });

  test('the date of the scope is the date of the signature', async () => {
    lab = await startLab({ mode, keys: KEYS });
    const headers = await signedHeaders();
    headers['authorization'] = (headers['authorization'] ?? '').replace('/20260102/', '/20260101/');
    expect((await callJson(lab, 'DescribeConnections', '{}', headers)).text).toContain(
      "'20260101' != '20260102'",
    );
  });
});

describe('who is not registered', () => {
  test('in mode open: twelve digits are the account, anything else the default one, unsigned too', async () => {
    lab = await startLab({ mode: 'open', keys: KEYS });
    for (const [key, account] of [
      ['210987654321', '210987654321'],
      ['AKIAUNKNOWN', '123456789012'],
      ['2109876543210', '123456789012'],
    ] as const) {
      // The secret is nobody's and the date long gone: nothing is checked.
      expect((await call({ key, secret: 'x', at: 0, region: 'sa-east-1' })).status).toBe(200);
      expect(caller()).toMatchObject({ account, accessKeyId: key, region: 'sa-east-1' });
    }
    expect((await callJson(lab, 'DescribeConnections')).status).toBe(200);
    expect(caller()).toMatchObject({ account: '123456789012', accessKeyId: undefined, region: 'us-east-1' });
    expect(await refusal({ key: 'AKIAUNKNOWN', region: 'nowhere' })).toMatch(
      /The Region nowhere is not served/,
    );
  });

  test('in mode verify: refused', async () => {
    lab = await startLab({ mode: 'verify', keys: KEYS });
    for (const region of ['us-east-1', 'nowhere']) {
      expect(await refusal({ key: '210987654321', region })).toBe(
        '400 UnrecognizedClientException The security token included in the request is invalid.',
      );
    }
    expect((await callJson(lab, 'DescribeConnections')).text).toBe(
      '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
    );
  });

  test.each(['open', 'verify'] as const)(
    'in mode %s: a malformed header and a presigned URL',
    async (mode) => {
      lab = await startLab({ mode, keys: KEYS });
      const malformed = await callJson(lab, 'DescribeConnections', '{}', { authorization: 'Bearer me' });
      expect([malformed.status, malformed.text]).toEqual([
        400,
        expect.stringContaining('IncompleteSignatureException'),
      ]);
      const presigned = await fetch(`${lab.url}/?X-Amz-Credential=a&X-Amz-Signature=b`, {
        method: 'POST',
        body: '{}',
        headers: { 'x-amz-target': 'OvertureService.DescribeConnections' },
      });
      expect(await presigned.text()).toContain('presigned requests');
    },
  );

  test('nobody learns what a body would have met before they said who they are', async () => {
    lab = await startLab({ mode: 'verify', keys: KEYS });
    expect((await callJson(lab, 'DescribeConnections', 'not json')).text).toContain(
      'MissingAuthenticationToken',
    );
    expect((await callJson(lab, 'Nope', '{}')).text).toContain('UnknownOperation');
  });
});

test('a source of keys that fails is a failure of the server', async () => {
  lab = await startLab({
    mode: 'verify',
    credentials: { find: () => Promise.reject(new Error('store is gone')) },
  });
  expect((await call()).text).toBe(
    '{"__type":"DirectConnectServerException","message":"Unable to process request"}',
  );
  expect(lab.logged).toHaveLength(1);
});

describe('the official SDK in mode verify, real time', () => {
  const sdk = (secretAccessKey: string, cbor: boolean, sessionToken?: string) =>
    new DirectConnectClient({
      endpoint: lab.url,
      region: 'ap-south-1',
      credentials: { accessKeyId: 'K', secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
      maxAttempts: 1,
      ...(cbor
        ? { protocol: new AwsSmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.directconnect' }) }
        : {}),
    });

  test.each([
    ['JSON', false],
    ['CBOR', true],
  ])('%s', async (_, cbor) => {
    lab = await startLab({ mode: 'verify', now: Date.now, keys: { K: KEY } });
    await sdk(KEY.secret, cbor).send(new DescribeConnectionsCommand({ connectionId: 'Zürich  東京' }));
    expect(caller()).toMatchObject({ account: KEY.account, region: 'ap-south-1' });
    await expect(sdk('wrong', cbor).send(new DescribeConnectionsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await lab.stop();
    lab = await startLab({ mode: 'verify', now: Date.now, keys: { K: { ...KEY, sessionToken: 't' } } });
    await sdk(KEY.secret, cbor, 't').send(new DescribeConnectionsCommand({}));
    await expect(sdk(KEY.secret, cbor, 'u').send(new DescribeConnectionsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});
