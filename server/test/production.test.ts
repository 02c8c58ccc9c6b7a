// A server in the production profile: what it demands, what it hides, and TLS of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { selfSigned } from './support/certificate.ts';
import { startServer, useServer } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-production-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const { cert, key } = selfSigned();
const CERT = file('cert.pem', cert);
const KEY = file('key.pem', key);
const FLAGS = [
  ['--profile', 'production'],
  ['--operator-name', 'Example Colocation'],
  ['--public-url', 'https://dx.example'],
  ['--secret-key-file', file('secret.key', Buffer.alloc(32, 7).toString('base64'))],
  ['--operator-token-file', file('token', 'a-token-that-is-long-enough')],
].flat();

describe('behind a proxy', () => {
  const server = useServer({ flags: [...FLAGS, '--behind-proxy'] });

  test('nobody who is not registered gets in', async () => {
    await expect(server.call('DescribeLocations', {})).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    await expect(
      fetch(server.endpoint, unsigned('DescribeLocations')).then((r) => r.json()),
    ).resolves.toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  test('the home page names the public address and keeps the rest to itself', async () => {
    const html = await (await fetch(server.endpoint)).text();
    expect(html).toContain('AWS_ENDPOINT_URL_DIRECT_CONNECT=https://dx.example\n');
    expect(html).toContain('AWS_ACCESS_KEY_ID=&lt;your access key&gt;');
    for (const hidden of ['SQLite', 'Default account', 'Lifecycle', 'Quotas'])
      expect(html).not.toContain(hidden);
  });

  test('the trail says where a call came from, as the proxy saw it', async () => {
    const headers = {
      authorization: 'Bearer a-token-that-is-long-enough',
      'content-type': 'application/json',
      // The first is the client's own invention.
      'x-forwarded-for': '203.0.113.9, 198.51.100.7',
    };
    const url = `${server.endpoint}/operator/v1`;
    const body = JSON.stringify({ names: ['Terms'] });
    expect((await fetch(`${url}/agreements`, { method: 'PUT', headers, body })).status).toBe(200);
    const trail = (await (await fetch(`${url}/audit?limit=1`, { headers })).json()) as { items: object[] };
    expect(trail.items).toMatchObject([{ action: 'setAgreements', sourceIp: '198.51.100.7' }]);
  });
});

describe('with a certificate of its own', () => {
  const server = useServer({ flags: [...FLAGS, '--tls-cert', CERT, '--tls-key', KEY] });

  test('serves HTTPS', async () => {
    expect(server.endpoint).toMatch(/^https:/);
    expect(await getOverTls(`${server.endpoint}/health`)).toMatchObject({
      status: 'ok',
      profile: 'production',
    });
  });
});

test('a certificate that does not go with its key is refused', async () => {
  const other = file('other.pem', selfSigned().key);
  await expect(startServer({ flags: [...FLAGS, '--tls-cert', CERT, '--tls-key', other] })).rejects.toThrow(
    /^--tls-cert .* and --tls-key .* cannot be used \(.*\): give a PEM certificate and its own private key$/,
  );
  await expect(
    startServer({ flags: [...FLAGS, '--tls-cert', CERT, '--tls-key', 'nowhere.pem'] }),
  ).rejects.toThrow(/^--tls-key: cannot read nowhere\.pem: ENOENT/);
});

function unsigned(operation: string): RequestInit {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `OvertureService.${operation}`,
  };
  return { method: 'POST', headers, body: '{}' };
}

function getOverTls(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request(url, { ca: cert, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(JSON.parse(text)));
    })
      .on('error', reject)
      .end();
  });
}
