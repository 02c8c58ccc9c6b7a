import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';
import { operatorOf, send } from './operator.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-access-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TOKEN = 'the-token-of-the-settings-0123';
const tokenFile = file('token', TOKEN);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const PRODUCTION = [
  ['--profile', 'production', '--behind-proxy', '--operator-name', 'Example Colocation'],
  ['--public-url', 'https://dx.example'],
  ['--secret-key-file', file('secret.key', Buffer.alloc(32, 7).toString('base64'))],
].flat();

describe('a lab on loopback', () => {
  const server = useServer();
  const get = (headers: Record<string, string>, path = '/status') =>
    send({ endpoint: server.endpoint, method: 'GET', path, headers });

  test('lets programs of its machine in, as admin', async () => {
    expect(await operatorOf(server).done('GET', '/status')).toMatchObject({
      profile: 'lab',
      fabric: 'simulated',
      tokenNeeded: false,
      you: { name: 'local', role: 'admin' },
    });
  });

  test.each([
    { host: 'evil.example' },
    { host: 'evil.example:4590' },
    { host: '127.0.0.1.evil.example' },
    { host: '192.168.1.7:4590' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { host: 'localhost:4590', origin: 'http://localhost.evil.example' },
  ])('keeps out %j, whatever it asks for', async (headers) => {
    for (const path of ['/status', '/openapi.json', '', '/orders']) {
      const answer = await get(headers, path);
      expect(answer).toMatchObject({
        status: 403,
        body: { type: 'urn:problem-type:crossconnect:foreign-caller' },
      });
    }
    const order = { method: 'POST', path: '/reset', body: {} };
    expect(await send({ endpoint: server.endpoint, ...order, headers })).toMatchObject({ status: 403 });
  });

  test.each([{ host: 'localhost:1' }, { host: '[::1]:4590' }, { origin: 'http://localhost:5173' }])(
    'lets in %j',
    async (headers) => {
      expect((await get(headers)).status).toBe(200);
    },
  );

  test('a token that is given must be right', async () => {
    expect(await get({ authorization: 'Bearer nonsense' })).toMatchObject({ status: 401 });
    expect(await get({ authorization: 'Basic YTpi' })).toMatchObject({ status: 401 });
  });
});

describe('a lab that others can reach', () => {
  const server = useServer({ flags: ['--host', '0.0.0.0', '--operator-token-file', tokenFile] });
  const endpoint = () => server.endpoint.replace('0.0.0.0', '127.0.0.1');

  test('needs a token, whatever Host says', async () => {
    const none = await send({ endpoint: endpoint(), method: 'GET', path: '/status' });
    expect(none).toMatchObject({ status: 401, body: { detail: 'A token is needed' } });
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(none.headers.get('content-type')).toBe('application/problem+json');
    const right = { endpoint: endpoint(), method: 'GET', path: '/status', token: TOKEN };
    expect(await send({ ...right, headers: { host: 'dx.example' } })).toMatchObject({
      status: 200,
      body: { you: { name: 'configured', role: 'admin' } },
    });
  });
});

describe('production', () => {
  const server = useServer({ flags: [...PRODUCTION, '--operator-token-file', tokenFile] });
  const admin = operatorOf(server, TOKEN);

  test('needs a token on loopback too', async () => {
    for (const path of ['/status', '/openapi.json', '', '/orders']) {
      expect(await send({ endpoint: server.endpoint, method: 'GET', path })).toMatchObject({ status: 401 });
    }
  });

  test('has no hands on time, faults and the store at all', async () => {
    const paths = ['/clock', '/clock/advance', '/ports/x.1/fault', '/ports/x.1/far-end', '/ports/x.1/repair'];
    for (const path of [...paths, '/reset', '/snapshot', '/restore']) {
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? { body: {} } : {};
        const answer = await send({ endpoint: server.endpoint, token: TOKEN, method, path, ...body });
        expect(answer).toMatchObject({ status: 404 });
      }
    }
    const { paths: described } = await admin.done<{ paths: object }>('GET', '/openapi.json');
    expect(
      Object.keys(described).filter((path) =>
        /clock|fault|far-end|repair$|reset|snapshot|restore/.test(path),
      ),
    ).toEqual(['/operator/v1/cross-connects/{connectionId}/repair']);
    expect(Object.keys(described)).toContain('/operator/v1/ports/{port}/facts');
  });

  test('tokens have roles, and are shown once', async () => {
    const make = (name: string, role: string) =>
      admin.done<{ token: string; tokenId: string }>('POST', '/tokens', { name, role });
    const [viewer, clerk, boss] = [
      await make('eve', 'viewer'),
      await make('carl', 'operator'),
      await make('ann', 'admin'),
    ];
    const site = { region: 'eu-west-1', code: 'Here', name: 'Here' };

    expect(await operatorOf(server, viewer.token).done('GET', '/orders')).toEqual({ items: [] });
    const refused = await operatorOf(server, viewer.token).refused(403, 'POST', '/locations', site);
    expect(refused.detail).toBe('eve has the role viewer; this needs the role operator');
    await operatorOf(server, viewer.token).refused(403, 'GET', '/tokens');

    await operatorOf(server, clerk.token).done('POST', '/locations', site);
    await operatorOf(server, clerk.token).refused(403, 'POST', '/accounts', { account: '111122223333' });
    await operatorOf(server, boss.token).done('POST', '/accounts', { account: '111122223333' });

    const listed = await admin.done<{ items: object[] }>('GET', '/tokens');
    expect(listed.items).toMatchObject([{ name: 'eve' }, { name: 'carl' }, { name: 'ann' }]);
    const trail = await admin.done<{ items: { actor: string; action: string }[] }>(
      'GET',
      '/audit?order=oldest',
    );
    expect(trail.items.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'operator:configured createToken',
      'operator:configured createToken',
      'operator:configured createToken',
      'operator:carl createLocation',
      'operator:ann registerAccount',
    ]);
    for (const { token } of [viewer, clerk, boss]) {
      expect(JSON.stringify([listed, trail])).not.toContain(token);
    }
    await admin.done('DELETE', `/tokens/${clerk.tokenId}`);
    const gone = { endpoint: server.endpoint, token: clerk.token, method: 'GET', path: '/orders' };
    expect(await send(gone)).toMatchObject({ status: 401, body: { detail: 'The token is not a valid one' } });
  });
});

describe('production without a token of its settings', () => {
  const store = join(folder, 'own.db');
  const first = useServer({ flags: [...PRODUCTION, '--operator-token-file', tokenFile, '--store', store] });

  test('keeps the last way in open', async () => {
    const made = await operatorOf(first, TOKEN).done<{ token: string; tokenId: string }>('POST', '/tokens', {
      name: 'only',
      role: 'admin',
    });
    await first.stop();
    const { startServer } = await import('../support/server.ts');
    const second = await startServer({ flags: [...PRODUCTION, '--store', store] });
    const only = operatorOf(second, made.token);
    const refused = await only.refused(409, 'DELETE', `/tokens/${made.tokenId}`);
    expect(refused.detail).toBe(
      'only has the only token with the role admin: without it nobody could get in again',
    );
    const other = await only.done<{ token: string }>('POST', '/tokens', { name: 'other', role: 'admin' });
    await only.done('DELETE', `/tokens/${made.tokenId}`);
    await operatorOf(second, other.token).done('GET', '/tokens');
    await second.stop();
  });
});
