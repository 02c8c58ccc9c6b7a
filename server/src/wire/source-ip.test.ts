import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { sourceIpOf } from './source-ip.ts';

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

test.each([
  ['10.0.0.1', '198.51.100.7', false, '10.0.0.1'],
  ['10.0.0.1', '198.51.100.7', true, '198.51.100.7'],
  ['::ffff:10.0.0.1', undefined, true, '10.0.0.1'],
  // The client wrote the first, the proxy the last.
  ['10.0.0.1', '203.0.113.9, 198.51.100.7', true, '198.51.100.7'],
  ['10.0.0.1', ['203.0.113.9', '2001:db8::7'], true, '2001:db8::7'],
  ['10.0.0.1', '198.51.100.7, unknown', true, '10.0.0.1'],
  ['10.0.0.1', '', true, '10.0.0.1'],
] as const)('from %s, forwarded %o, behind a proxy %s: %s', (socket, forwarded, behindProxy, expected) => {
  expect(sourceIpOf(from(socket, forwarded as string), behindProxy)).toBe(expected);
});
