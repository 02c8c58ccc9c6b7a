import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';
import { readable } from './log-line.ts';

/** Where a log is written to, as a program or as a terminal. */
function output(isTTY: boolean) {
  let text = '';
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream, text: () => text };
}

test('lines wait for the logger, keep their moment and their order, and none is lost', async () => {
  const { stream, text } = output(false);
  const log = createLog('info', stream);
  const before = Date.now();
  log.info({ port: 1 }, 'first');
  log.fatal({ err: new Error('boom', { cause: new Error('deeper') }) }, 'second');
  const after = Date.now();
  expect(text()).toBe('');
  await log.flush();
  log.warn({}, 'third');
  const lines = text()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { level: 30, port: 1, msg: 'first' },
    {
      level: 60,
      msg: 'second',
      err: { message: 'boom: deeper', stack: expect.stringContaining('caused by') },
    },
    { level: 40, msg: 'third' },
  ]);
  for (const { time } of lines.slice(0, 2)) {
    expect(Date.parse(String(time))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(time))).toBeLessThanOrEqual(after);
  }
});

test('without anybody who waits they are written by themselves', async () => {
  const { stream, text } = output(false);
  createLog('error', stream).error({}, 'alone');
  await expect.poll(text).toContain('alone');
});

test.for([
  ['debug', 'debug info warn error fatal'],
  ['warn', 'warn error fatal'],
  ['error', 'error fatal'],
  ['silent', ''],
] as const)('--log-level %s lets pass: %s', async ([level, passed]) => {
  const { stream, text } = output(false);
  const log = createLog(level, stream);
  for (const each of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[each]({}, each);
  await log.flush();
  expect([...text().matchAll(/"msg":"(\w+)"/g)].map(([, message]) => message).join(' ')).toBe(passed);
});

test('a person reads a line, not JSON', async () => {
  const { stream, text } = output(true);
  const log = createLog('info', stream);
  log.warn({ connections: 1, path: 'x' }, 'Cut');
  await log.flush();
  expect(text()).toMatch(/^\d\d:\d\d:\d\d WARN {2}Cut connections=1 path=x\n$/);
});

test('a failure has its stack below its line', () => {
  const line = {
    level: 50,
    time: '2026-01-02T03:04:05.678Z',
    msg: 'Failed',
    err: { message: 'm', stack: 'Error: m\n  at x' },
  };
  expect(readable(JSON.stringify(line))).toBe('03:04:05 ERROR Failed\nError: m\n  at x\n');
});
