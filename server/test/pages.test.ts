// What a browser, a load balancer and a scraper see beside the API.
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { useServer } from './support/server.ts';

describe('the home page', () => {
  const server = useServer({ flags: ['--lifecycle', 'fast', '--default-account', '999988887777'] });

  test('says what this is, how it is set and how to point clients at it', async () => {
    const response = await fetch(server.endpoint);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toContain('A Direct Connect service that you run yourself');
    expect(html).toContain(`export AWS_ENDPOINT_URL_DIRECT_CONNECT=${server.endpoint}`);
    expect(html).toContain(`endpoint_url=&quot;${server.endpoint}&quot;`);
    expect(html).toContain(`directconnect = &quot;${server.endpoint}&quot;`);
    expect(html).toMatch(/new DirectConnectClient\(\{\s+endpoint: &#39;http/);
    for (const text of ['fast', '999988887777', 'open: any access key', 'SQLite', 'Not affiliated']) {
      expect(html).toContain(text);
    }
    for (const link of ['/health', '/metrics', '/operator/v1/openapi.json']) {
      expect(html).toContain(`href="${link}"`);
      expect((await fetch(server.endpoint + link)).status).toBe(200);
    }
  });

  test('takes nothing from elsewhere and runs nothing', async () => {
    const response = await fetch(server.endpoint);
    const html = await response.text();
    expect(html).not.toMatch(/<script|<link|<img|src=|url\(|@import/i);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });

  test('names the address by which it was asked, when that is one', async () => {
    expect(await homeAskedAs('dx.lab.example:8080')).toContain(
      'export AWS_ENDPOINT_URL_DIRECT_CONNECT=http://dx.lab.example:8080\n',
    );
    for (const host of ['"><b>x', 'a b', '$(id)', 'x:y']) {
      const html = await homeAskedAs(host);
      expect(html).toContain(`export AWS_ENDPOINT_URL_DIRECT_CONNECT=${server.endpoint}\n`);
      expect(html).not.toContain('<b>');
    }
  });

  test('HEAD is answered without a body, other methods are not for pages', async () => {
    const head = await fetch(`${server.endpoint}/health`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${server.endpoint}/health`, { method: 'PUT' })).status).toBe(404);
    expect((await fetch(`${server.endpoint}/nothing`)).status).toBe(404);
  });

  test('shows how far its clock is ahead', async () => {
    await server.operator('POST', '/clock/advance', { by: '7d' });
    expect(await (await fetch(server.endpoint)).text()).toMatch(/UTC, (7 d|6 d 23 h) ahead of real time/);
  });

  function homeAskedAs(host: string): Promise<string> {
    return new Promise((resolve, reject) => {
      request(server.endpoint, { headers: { host } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve(text));
      })
        .on('error', reject)
        .end();
    });
  }
});

describe('health', () => {
  const server = useServer();

  test('tells state, version, lifecycle, store and clock', async () => {
    const response = await fetch(`${server.endpoint}/health`);
    expect(response.status).toBe(200);
    const report = (await response.json()) as { clock: { now: string } };
    expect(report).toEqual({
      status: 'ok',
      version: '0.1.0',
      uptimeSeconds: expect.any(Number),
      profile: 'lab',
      lifecycle: 'instant',
      store: { reachable: true },
      clock: { now: report.clock.now, aheadSeconds: 0 },
    });
    expect(Math.abs(Date.parse(report.clock.now) - Date.now())).toBeLessThan(2_000);
  });
});

describe('metrics', () => {
  const server = useServer();

  const valueOf = (page: string, line: string) => {
    const [, value] =
      page
        .split('\n')
        .find((one) => one.startsWith(`${line} `))
        ?.split(' ') ?? [];
    return value === undefined ? undefined : Number(value);
  };

  test('count from the first request on, though nobody looked yet', async () => {
    const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'x' };
    await server.call('CreateConnection', order);
    await server.call('DescribeConnections', {}, { protocol: 'cbor' });
    await server.call('CreateConnection', { ...order, location: 'nowhere' }).catch(() => {});
    await server.settle();

    const response = await fetch(`${server.endpoint}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const page = await response.text();
    const requests = (labels: string) => valueOf(page, `crossconnect_requests_total{${labels}}`);
    expect(requests('operation="CreateConnection",protocol="awsJson1_1",outcome="ok"')).toBe(1);
    expect(
      requests('operation="CreateConnection",protocol="awsJson1_1",outcome="DirectConnectClientException"'),
    ).toBe(1);
    expect(requests('operation="DescribeConnections",protocol="rpcv2Cbor",outcome="ok"')).toBe(1);
    expect(
      valueOf(page, 'crossconnect_request_seconds_count{operation="CreateConnection",protocol="awsJson1_1"}'),
    ).toBe(2);
    expect(valueOf(page, 'crossconnect_commit_units_count')).toBeGreaterThan(1);
    expect(valueOf(page, 'crossconnect_store_bytes')).toBeGreaterThan(0);
    expect(valueOf(page, 'crossconnect_timers_due')).toBe(0);
    expect(valueOf(page, 'crossconnect_timers_late_seconds')).toBe(0);
  });

  test('and go on counting', async () => {
    await server.call('DescribeLocations', {});
    const page = await (await fetch(`${server.endpoint}/metrics`)).text();
    expect(
      valueOf(
        page,
        'crossconnect_requests_total{operation="DescribeLocations",protocol="awsJson1_1",outcome="ok"}',
      ),
    ).toBe(1);
  });

  test('what a client makes up is no label', async () => {
    await fetch(server.endpoint, { method: 'POST', headers: { 'x-amz-target': 'OvertureService.MadeUp' } });
    const page = await (await fetch(`${server.endpoint}/metrics`)).text();
    expect(page).not.toContain('MadeUp');
    expect(
      valueOf(
        page,
        'crossconnect_requests_total{operation="unknown",protocol="awsJson1_1",outcome="UnknownOperationException"}',
      ),
    ).toBe(1);
  });
});
