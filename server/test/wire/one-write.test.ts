import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Answer, callCbor, callJson, fakeHandler } from './wire.testing.ts';

/** Counts how often a socket hands bytes to the system: net.Socket does it once per `_write` or `_writev`. */
function countWrites(socket: Socket, count: () => void): void {
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  socket._write = (...args) => {
    count();
    write(...args);
  };
  socket._writev = (...args) => {
    count();
    writev?.(...args);
  };
}

async function writesOf(handler: RequestListener, call: (url: string) => Promise<unknown>): Promise<number> {
  let writes = 0;
  const server = createServer(handler);
  server.on('connection', (socket: Socket) => countWrites(socket, () => (writes += 1)));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  await call(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  server.close();
  return writes;
}

const calls: [string, (lab: { url: string }) => Promise<Answer | Response>][] = [
  ['a success in JSON', (lab) => callJson(lab, 'DescribeConnections')],
  ['a success in CBOR', (lab) => callCbor(lab, 'DescribeConnections')],
  ['a fault in JSON', (lab) => callJson(lab, 'DeleteConnection')],
  ['a fault in CBOR', (lab) => callCbor(lab, 'DeleteConnection')],
  ['a failure of the server', (lab) => callJson(lab, 'DeleteLag')],
  ['what is not here', (lab) => fetch(`${lab.url}/nowhere`)],
];

describe('head and body leave in one write (fidelity 8.5)', () => {
  test.each(calls)('%s', async (_, call) => {
    expect(await writesOf(fakeHandler().handler, (url) => call({ url }))).toBe(1);
  });

  test('the measure counts two where there are two', async () => {
    const inTwo: RequestListener = (_, res) => {
      res.writeHead(200, { 'Content-Length': 2 });
      res.flushHeaders();
      res.end('{}');
    };
    expect(await writesOf(inTwo, (url) => fetch(url))).toBe(2);
  });
});
