import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Agent, get, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createWireServer } from '../../src/wire/server.ts';
import { callJson, sendRaw, startLab } from './wire.testing.ts';

/** More than a stop takes that waits for nobody, on whatever machine; less than its deadline. */
const SOON_MS = 10_000;
const DEADLINE_MS = 30_000;

/** A GET with an agent of its own that keeps its connections. */
function getKept(port: number, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent, path: '/' }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('end', () => resolve(text));
      res.on('error', reject);
    }).on('error', reject);
  });
}

describe('listening', () => {
  test('a port that is taken rejects with the error of the system', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(0, '127.0.0.1', resolve);
    });
    const { port } = holder.address() as AddressInfo;
    await expect(createWireServer(() => undefined).listen(port, '127.0.0.1')).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    holder.close();
  });
});

describe('stopping', () => {
  test('an idle connection that is kept does not hold it up', async () => {
    const server = createWireServer((_, res) => res.end('ok'));
    const { port } = await server.listen(0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    expect(await getKept(port, agent)).toBe('ok');
    const started = performance.now();
    expect(await server.stop(DEADLINE_MS)).toBe(0);
    expect(performance.now() - started).toBeLessThan(SOON_MS);
    agent.destroy();
  });

  test('what is in flight is answered, new connections are refused', async () => {
    const arrived = Promise.withResolvers<ServerResponse>();
    const server = createWireServer((_, res) => arrived.resolve(res));
    const { port } = await server.listen(0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    const inFlight = getKept(port, agent);
    const res = await arrived.promise;
    const stopped = server.stop(DEADLINE_MS);
    await expect(getKept(port, new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    res.end('late');
    expect(await inFlight).toBe('late');
    expect(await stopped).toBe(0);
    agent.destroy();
  });

  test('an answer that is still being sent is sent to its end', async () => {
    const bytes = 32 * 1024 * 1024;
    const server = createWireServer((_, res) => res.end(Buffer.alloc(bytes, 'x')));
    const { port } = await server.listen(0, '127.0.0.1');
    let received = 0;
    const begun = Promise.withResolvers<IncomingMessage>();
    const slow = new Promise<void>((resolve, reject) => {
      request({ port, host: '127.0.0.1', agent: new Agent({ keepAlive: true }) }, (res) => {
        res.pause();
        res.on('data', (chunk: Buffer) => (received += chunk.length));
        res.on('end', resolve);
        res.on('error', reject);
        begun.resolve(res);
      })
        .on('error', reject)
        .end();
    });
    const reading = await begun.promise;
    const stopped = server.stop(DEADLINE_MS);
    reading.resume();
    await slow;
    expect(received).toBe(bytes);
    expect(await stopped).toBe(0);
  });

  test('what never ends is cut at the deadline', async () => {
    let arrived = 0;
    const server = createWireServer(() => (arrived += 1));
    const { port } = await server.listen(0, '127.0.0.1');
    const hanging = getKept(port, new Agent()).catch((error: Error) => error.message);
    const halfSent = sendRaw(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab', {
      quietMs: DEADLINE_MS,
    });
    await expect.poll(() => arrived).toBe(2);
    const started = performance.now();
    expect(await server.stop(300)).toBe(2);
    expect(performance.now() - started).toBeGreaterThan(250);
    expect(performance.now() - started).toBeLessThan(SOON_MS);
    expect(await hanging).toBe('socket hang up');
    await halfSent;
  });
});

describe('mounts', () => {
  test('get what is no call of the API, and a call of another service', async () => {
    const lab = await startLab({
      mounts: [
        {
          matches: (path, method) => path === '/health' && method === 'GET',
          handle: (_, res) => res.end('healthy'),
        },
        {
          matches: (path, _, headers) =>
            path === '/' && !!headers.get('x-amz-target')?.startsWith('Tagging.'),
          handle: (_, res) => res.end('tagged'),
        },
        { matches: () => false, handle: (_, res) => res.end('never') },
      ],
    });
    expect(await (await fetch(`${lab.url}/health?verbose`)).text()).toBe('healthy');
    expect((await callJson(lab, '', '{}', { 'x-amz-target': 'Tagging.GetResources' })).text).toBe('tagged');
    expect((await callJson(lab, 'DescribeConnections')).text).toBe('{"connections":[]}');
    expect((await callJson(lab, 'Nope')).text).toBe('{"__type":"UnknownOperationException"}');
    expect((await fetch(`${lab.url}/health`, { method: 'DELETE' })).status).toBe(404);
    expect(lab.metrics).toHaveLength(2);
    await lab.stop();
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('a mount that %s answers 500, is logged, and the server lives', async (_, handle) => {
  const lab = await startLab({ mounts: [{ matches: (path) => path === '/bad', handle }] });
  const answer = await fetch(`${lab.url}/bad`);
  expect([answer.status, await answer.text()]).toEqual([500, 'The server failed; its log says why.\n']);
  expect(lab.logged).toMatchObject([{ err: { message: 'no' }, url: '/bad' }]);
  expect((await callJson(lab, 'DescribeConnections')).status).toBe(200);
  await lab.stop();
});

test('a client that is gone when the answer is ready harms nobody', async () => {
  const [asked, found] = [Promise.withResolvers<void>(), Promise.withResolvers<undefined>()];
  const find = () => {
    asked.resolve();
    return found.promise;
  };
  const lab = await startLab({ credentials: { find } });
  const scope = 'AKID/20260102/us-east-1/directconnect/aws4_request';
  const socket = connect(lab.port, '127.0.0.1', () =>
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeConnections\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}\r\nContent-Length: 2\r\n\r\n{}`,
    ),
  );
  await asked.promise;
  socket.destroy();
  // Who calls after that is answered: the server has seen what came before.
  expect((await callJson(lab, 'DescribeConnections')).status).toBe(200);
  found.resolve(undefined);
  await expect.poll(() => lab.metrics.length).toBe(2);
  expect(lab.logged).toEqual([]);
  expect((await callJson(lab, 'DescribeConnections')).status).toBe(200);
  await lab.stop();
});
