import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callCbor, callJson, type Lab, sendRaw, startLab } from './wire.testing.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({}, { headersTimeout: 300, requestTimeout: 400, connectionsCheckingInterval: 50 });
});
afterAll(() => lab.stop());

/** The process lives, answers, and has run nothing meanwhile. */
async function expectUnharmed(callsBefore: number): Promise<void> {
  expect(lab.calls.length).toBe(callsBefore);
  expect((await callJson(lab, 'DescribeConnections')).text).toBe('{"connections":[]}');
}

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const deepMembers = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

describe('bodies', () => {
  test.each([
    ['no JSON', 'not json', 'could not be read'],
    ['half of an object', '{"connectionName":', 'could not be read'],
    ['two objects', '{}{}', 'could not be read'],
    ['a byte order mark', '\ufeff{}', 'could not be read'],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 'could not be read'],
    ['CBOR', new Uint8Array([0xa0]), 'could not be read'],
    ['a NUL', '\0', 'could not be read'],
    ['an array', '[]', 'must be an object'],
    ['a string', '"a"', 'must be an object'],
    ['a number', '1e999', 'must be an object'],
    ['null', 'null', 'must be an object'],
    ['100,000 arrays in each other', deep(100_000), 'deeper'],
    ['100,000 arrays in a member', `{"x":${deep(100_000)}}`, 'deeper'],
    ['50,000 objects in each other', deepMembers(50_000), 'deeper'],
    ['100,000 open arrays', '['.repeat(100_000), 'could not be read'],
    ['a wrong type', '{"connectionName":{}}', 'must be a string'],
    [
      'a member named __proto__ in place of a required one',
      '{"__proto__":{"connectionName":1}}',
      'is required',
    ],
  ])('%s', async (_, body, message) => {
    const before = lab.calls.length;
    const answer = await callJson(lab, 'CreateConnection', body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(message);
    expect(answer.text).toMatch(/^\{"__type":"(Serialization|DirectConnectClient)Exception"/);
    await expectUnharmed(before);
  });

  test.each([
    ['arrays of 30 million in each other', Buffer.from('9a01c9c380'.repeat(100), 'hex')],
    [
      'a bignum of half a MiB',
      Buffer.concat([Buffer.from('c25a00080000', 'hex'), Buffer.alloc(1 << 19, 255)]),
    ],
    ['100,000 arrays in each other', Buffer.alloc(100_000, 0x81)],
  ])('CBOR: %s', async (_, body) => {
    const before = lab.calls.length;
    const answer = await callCbor(lab, 'CreateConnection', new Uint8Array(body));
    expect(answer.status).toBe(400);
    expect(answer.bytes.toString('latin1')).toContain('SerializationException');
    await expectUnharmed(before);
  });

  test('exactly 1 MiB is read', async () => {
    const filler = 'x'.repeat(1024 * 1024 - '{"connectionName":""}'.length);
    expect((await callJson(lab, 'CreateConnection', `{"connectionName":"${filler}"}`)).status).toBe(200);
    expect((await callJson(lab, 'CreateConnection', `{"connectionName":"${filler}y"}`)).status).toBe(413);
  });
});

describe('10 MiB', () => {
  const size = 10 * 1024 * 1024;
  const head = (framing: string) =>
    `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.CreateConnection\r\n${framing}\r\n\r\n`;
  const chunk = Buffer.alloc(64 * 1024, 0x20);

  /** Writes on and on, as long as the server takes it, and collects its answer. */
  function pour(framing: string, chunked: boolean): Promise<{ answer: string; sent: number }> {
    return new Promise((resolve) => {
      let answer = '';
      let sent = 0;
      const socket = connect(lab.port, '127.0.0.1');
      const more = () => {
        while (sent < size) {
          sent += chunk.length;
          if (chunked) socket.write(`${chunk.length.toString(16)}\r\n`);
          const room = socket.write(chunk);
          if (chunked) socket.write('\r\n');
          if (!room) return socket.once('drain', more);
        }
        return socket;
      };
      socket.on('data', (data) => {
        answer += data.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve({ answer, sent }));
      socket.write(head(framing));
      more();
    });
  }

  test.each([
    ['announced', `Content-Length: ${size}`, false],
    ['in chunks', 'Transfer-Encoding: chunked', true],
  ])('%s: 413 arrives, the connection is closed, little is held', async (_, framing, chunked) => {
    const before = lab.calls.length;
    const memory = process.memoryUsage().arrayBuffers;
    const { answer } = await pour(framing, chunked);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(answer).toMatch(/\{"__type":"RequestEntityTooLargeException","message":"[^"]+1048576 bytes\."\}$/);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(4 * size);
    expect(lab.metrics.at(-1)).toMatchObject({ outcome: 'RequestEntityTooLargeException', status: 413 });
    await expectUnharmed(before);
  });

  test('a client that waits for the answer before it sends gets it at once, and the socket does not stay', async () => {
    const started = performance.now();
    const [answer] = await sendRaw(lab.port, head(`Content-Length: ${size}`), { pieces: 1 });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(performance.now() - started).toBeLessThan(500);
    const pieces = await sendRaw(lab.port, head(`Content-Length: ${size}`), { quietMs: 5000 });
    expect(pieces.join('')).toMatch(/^HTTP\/1\.1 413 /);
    expect(performance.now() - started).toBeLessThan(4500);
  });

  test('a client that asks whether to send it is not told to', async () => {
    const ask = (bytes: number) => head(`Expect: 100-continue\r\nContent-Length: ${bytes}`);
    expect((await sendRaw(lab.port, ask(size), { pieces: 1 }))[0]).toMatch(/^HTTP\/1\.1 413 /);
    expect((await sendRaw(lab.port, ask(2), { pieces: 1 }))[0]).toMatch(/^HTTP\/1\.1 100 Continue\r\n/);
  });
});

describe('half-sent requests', () => {
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeConnections\r\n';

  test.each([
    ['half of the headers', head],
    ['half of the body', `${head}Content-Length: 100\r\n\r\n{"connec`],
    ['an unfinished chunk', `${head}Transfer-Encoding: chunked\r\n\r\n10\r\nabc`],
  ])('%s: 408 after the time-out', async (_, bytes) => {
    const before = lab.calls.length;
    const pieces = await sendRaw(lab.port, bytes, { quietMs: 3000 });
    expect(pieces.join('')).toMatch(/^HTTP\/1\.1 408 /);
    await expectUnharmed(before);
  });

  test('the client goes away in the middle of its body: nothing is run, it is counted', async () => {
    const before = lab.calls.length;
    lab.metrics.length = 0;
    await new Promise<void>((resolve) => {
      const socket = connect(lab.port, '127.0.0.1', () => {
        socket.write(`${head}Content-Length: 100\r\n\r\n{"connec`, () =>
          setTimeout(() => socket.destroy(), 50),
        );
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(() => lab.metrics).toMatchObject([{ outcome: 'aborted', status: 0 }]);
    await expectUnharmed(before);
  });
});

describe('requests', () => {
  test.each([
    ['garbage', 'lksdjf lsdkjf\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['TLS', Buffer.from('160301020001000', 'hex'), /^HTTP\/1\.1 400 /],
    ['no Host', 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}', /^HTTP\/1\.1 400 /],
    [
      '64 KiB of headers',
      `POST / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(65_536)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'length and chunks (smuggling)',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'two targets',
      'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeLocations\r\nX-Amz-Target: OvertureService.DescribeLocations\r\nContent-Length: 2\r\n\r\n{}',
      /UnknownOperationException/,
    ],
    [
      'two Authorizations',
      'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeLocations\r\nAuthorization: a\r\nAuthorization: b\r\nContent-Length: 2\r\n\r\n{}',
      /IncompleteSignatureException/,
    ],
    [
      'an operation named like a member of every object',
      'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.constructor\r\nContent-Length: 2\r\n\r\n{}',
      /UnknownOperationException/,
    ],
    [
      'an absolute URL',
      'POST http://elsewhere/ HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeLocations\r\nContent-Length: 2\r\n\r\n{}',
      /^HTTP\/1\.1 404 /,
    ],
    ['a path with escapes', 'GET /%00%ff/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 404 /],
    ['an upgrade', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', / 404 /],
    ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
  ])('%s', async (_, bytes, expected) => {
    const before = lab.calls.length;
    const received = (await sendRaw(lab.port, bytes, { quietMs: 300 })).join('');
    expect(received).toMatch(expected);
    await expectUnharmed(before);
  });

  test('garbage after a call: the call may have run, the garbage is refused', async () => {
    const before = lab.calls.length;
    const bytes =
      'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeLocations\r\nContent-Length: 2\r\n\r\n{}garbage\r\n\r\n';
    expect((await sendRaw(lab.port, bytes, { quietMs: 300 })).join('')).toMatch(/HTTP\/1\.1 400 Bad Request/);
    expect(lab.calls.length - before).toBeLessThanOrEqual(1);
    await expectUnharmed(lab.calls.length);
  });

  test('two calls in one write are answered in their order', async () => {
    const one = (name: string) =>
      `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.${name}\r\nContent-Length: 2\r\n\r\n{}`;
    const received = (
      await sendRaw(lab.port, one('DescribeLocations') + one('DescribeConnections'), { quietMs: 300 })
    ).join('');
    expect(received.indexOf('{"locations":[]}')).toBeGreaterThan(0);
    expect(received.indexOf('{"connections":[]}')).toBeGreaterThan(received.indexOf('{"locations":[]}'));
  });

  test('a person at the wrong place is told the right one, and nothing of theirs is markup', async () => {
    const answer = await fetch(`${lab.url}/<script>?q=<b>`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toContain('X-Amz-Target: OvertureService.<Operation>');
  });
});
