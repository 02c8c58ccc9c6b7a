// Whatever is wrong with a request: a problem that names it, nothing written, the server unharmed.
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type ProblemBody, send } from './operator.testing.ts';

const LORE = [
  "'; drop table connection; --",
  '{{7*7}}',
  '../../etc/passwd',
  '%00',
  '<script>',
  '\u202e',
  '💥',
];

describe('the operator API', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const operator = operatorOf(server);
  const records = async () =>
    (await operator.done<{ items: unknown[] }>('GET', '/audit?limit=500')).items.length;

  test.each([
    ['POST', '/accounts', {}, 'body.account', '12 digits'],
    ['POST', '/accounts', { account: '12' }, 'body.account', '12 digits'],
    ['POST', '/accounts', { account: 123456789012 }, 'body.account', '12 digits'],
    [
      'POST',
      '/accounts',
      { account: '111122223333', partnerType: 'v3' },
      'body.partnerType',
      ['nonPartner', 'v1', 'v2'],
    ],
    [
      'POST',
      '/accounts',
      { account: '111122223333', quotas: { lags: 1 } },
      'body.quotas.lags',
      expect.arrayContaining(['lagsPerRegion']),
    ],
    [
      'POST',
      '/accounts',
      { account: '111122223333', quotas: { lagsPerRegion: -1 } },
      'body.quotas.lagsPerRegion',
      'an integer from 0 to 1000000',
    ],
    [
      'POST',
      '/accounts',
      { account: '111122223333', name: '' },
      'body.name',
      expect.stringContaining('1 to 200'),
    ],
    [
      'POST',
      '/accounts',
      { account: '111122223333', name: 'a\u0000b' },
      'body.name',
      expect.stringContaining('control'),
    ],
    ['POST', '/accounts', [], 'body', 'an object'],
    ['POST', '/accounts', 'null', 'body', 'an object'],
    [
      'POST',
      '/locations',
      { region: 'Mars', code: 'X', name: 'X' },
      'body.region',
      expect.stringContaining('us-east-1'),
    ],
    [
      'POST',
      '/locations',
      { region: 'us-east-1', code: 'a b', name: 'X' },
      'body.code',
      expect.stringContaining('hyphens'),
    ],
    [
      'POST',
      '/devices',
      { deviceId: 'a.b', region: 'us-east-1', location: 'EqDC2', portSpeeds: ['10G'] },
      'body.deviceId',
      expect.any(String),
    ],
    [
      'POST',
      '/devices',
      { deviceId: 'a', region: 'us-east-1', location: 'EqDC2', portSpeeds: ['25G'] },
      'body.portSpeeds.0',
      ['1G', '10G', '100G', '400G'],
    ],
    ['POST', '/orders/dxcon-ffabcdef/reject', { reason: 5 }, 'body.reason', expect.stringContaining('500')],
    ['POST', '/orders/dxcon-ffabcdef/ask', {}, 'body.reason', expect.stringContaining('500')],
    ['POST', '/orders/dxcon-ffabcdef/answer', { answer: '' }, 'body.answer', expect.stringContaining('2000')],
    ['POST', '/orders/dxcon-ffabcdef/approve', { force: true }, 'body.force', 'no members at all'],
    ['POST', '/orders/nonsense/approve', {}, 'path.connectionId', expect.stringContaining('dxcon-')],
    ['POST', '/ports/dxcon-ffabcdef/far-end', { lit: 'yes' }, 'body.lit', 'true or false'],
    [
      'POST',
      '/ports/dxcon-ffabcdef/fault',
      { fault: 'sharks' },
      'body.fault',
      ['cut', 'dark', 'noLink', 'noEncryption'],
    ],
    [
      'POST',
      '/ports/EqDC2/fault',
      { fault: 'cut' },
      'path.port',
      expect.stringContaining('device and number'),
    ],
    ['POST', '/letters/LOA-1/revoke', { reason: 'x' }, 'path.letterId', expect.stringContaining('LOA-')],
    ['POST', '/tokens', { name: 'a b', role: 'admin' }, 'body.name', expect.any(String)],
    ['POST', '/tokens', { name: 'a', role: 'root' }, 'body.role', ['viewer', 'operator', 'admin']],
    ['GET', '/orders?limit=0', undefined, 'query.limit', 'an integer from 1 to 500'],
    ['GET', '/orders?limit=many', undefined, 'query.limit', 'an integer from 1 to 500'],
    ['GET', '/orders?limit=5&limit=6', undefined, 'query.limit', 'an integer from 1 to 500'],
    [
      'GET',
      '/orders?status=lost',
      undefined,
      'query.status',
      ['waiting', 'asked', 'approved', 'rejected', 'lapsed', 'withdrawn', 'all'],
    ],
    [
      'GET',
      '/orders?sort=name',
      undefined,
      'query.sort',
      expect.arrayContaining(['account', 'after', 'limit']),
    ],
    ['GET', '/orders?after=zzz', undefined, 'query.after', 'the `next` of the page before'],
    ['GET', '/orders?after=WzFd', undefined, 'query.after', 'the `next` of the page before'],
    ['GET', '/capacity?macSec=maybe', undefined, 'query.macSec', 'true or false'],
    ['GET', '/audit?from=whenever', undefined, 'query.from', expect.stringContaining('2027')],
  ] as const)('%s %s %j', async (method, path, body, field, allowed) => {
    const before = await records();
    const problem = await operator.refused(400, method, path, body);
    expect(problem).toMatchObject({ type: 'urn:problem-type:crossconnect:invalid-request', status: 400 });
    expect(problem.errors).toMatchObject([{ field, allowed }]);
    expect(problem.detail).toContain(field);
    expect(problem.next).toBeTypeOf('string');
    expect(await records()).toBe(before);
  });

  test('names each field that is wrong', async () => {
    const { errors } = await operator.refused(400, 'POST', '/tokens', { name: '', extra: 1 });
    expect(errors?.map(({ field }) => field).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'body.extra',
      'body.name',
      'body.role',
    ]);
  });

  test.each([
    ['{"account": ', 400, 'JSON'],
    ['{"__proto__": {"role": "admin"}}', 400, 'JSON'],
    ['['.repeat(50_000), 400, 'JSON'],
    [JSON.stringify({ account: 'x'.repeat(1_100_000) }), 413, 'too large'],
  ] as const)('a body that is none: %.20s…', async (body, status, words) => {
    const answer = await send({ endpoint: server.endpoint, method: 'POST', path: '/accounts', body });
    expect(answer).toMatchObject({ status, body: { status, detail: expect.stringContaining(words) } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test('another content type', async () => {
    const headers = { 'content-type': 'text/plain' };
    const sent = { endpoint: server.endpoint, method: 'POST', path: '/accounts', body: '{}', headers };
    expect(await send(sent)).toMatchObject({
      status: 415,
      body: { next: expect.stringContaining('application/json') },
    });
  });

  test.each([
    ['GET', '/orders/dxcon-ffabcdef/approve', 'POST'],
    ['DELETE', '/orders', 'GET'],
    ['PUT', '/clock', 'GET'],
    ['HEAD', '/orders', 'GET'],
    ['DELETE', '/accounts/111122223333/keys/', 'GET, POST'],
  ])('%s %s is not how it is asked', async (method, path, allowed) => {
    const answer = await send({ endpoint: server.endpoint, method, path });
    expect(answer).toMatchObject({ status: 405 });
    expect(answer.headers.get('allow')).toBe(allowed);
  });

  test.each(['/nowhere', '/../v2', '/orders/dxcon-ffabcdef/forget'])('%s is nowhere', async (path) => {
    const answer = await send({ endpoint: server.endpoint, method: 'GET', path });
    expect(answer).toMatchObject({ status: 404, body: { next: expect.stringContaining('/openapi.json') } });
  });

  test.each(['/orders/%zz', '/orders/%ff', `/orders/${'x'.repeat(5_000)}`, '/orders?after=%zz'])(
    '%.40s is refused as a problem',
    async (path) => {
      const { status, headers } = await send({ endpoint: server.endpoint, method: 'GET', path });
      expect([400, 404, 414]).toContain(status);
      expect(headers.get('content-type')).toBe('application/problem+json');
    },
  );

  test.each(LORE)('%j as text is kept as it is, and as an id refused', async (text) => {
    const account = newAccount();
    expect(await operator.done('POST', '/accounts', { account, name: text })).toMatchObject({ name: text });
    const { connectionId: id } = await orderPort(server, { account });
    const rejected = await operator.done('POST', `/orders/${id}/reject`, { reason: text });
    expect(rejected).toMatchObject({ review: { reason: text } });
    const path = `/orders/${encodeURIComponent(text)}`;
    expect((await send({ endpoint: server.endpoint, method: 'GET', path })).status).toBe(400);
    const query = `/audit?resource=${encodeURIComponent(text)}&account=${account}`;
    expect(await operator.done('GET', query)).toMatchObject({
      items: [{ action: 'rejectOrder' }, { action: 'registerAccount' }],
    });
  });

  test('a request that is never finished holds nobody up', async () => {
    const { port } = new URL(server.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST /operator/v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n',
    );
    socket.write('Content-Length: 500\r\n\r\n{"account":');
    await operator.done('GET', '/status');
    socket.destroy();
    const { body } = await send({ endpoint: server.endpoint, method: 'GET', path: '/status' });
    expect((body as ProblemBody).status).toBeUndefined();
  });
});
