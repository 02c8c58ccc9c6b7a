import { expect, test } from 'vitest';
import { isLocalRequest } from './host-guard.ts';

test.each([
  'localhost',
  'localhost:4590',
  'LOCALHOST:4590',
  '127.0.0.1',
  '127.0.0.1:4590',
  '127.3.2.1',
  '[::1]:4590',
  'directconnect.localhost',
])('Host %s is this machine', (host) => {
  expect(isLocalRequest(host, undefined)).toBe(true);
  expect(isLocalRequest(host, `http://${host}`)).toBe(true);
  expect(isLocalRequest(host, 'http://localhost:5173')).toBe(true);
});

test.each([
  undefined,
  '',
  'evil.example',
  'evil.example:4590',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'evil-localhost',
  'localhost@evil.example',
  'evil.example#localhost',
  '128.0.0.1',
  '0.0.0.0',
  '[::2]',
  'a b',
])('Host %s is not', (host) => {
  expect(isLocalRequest(host, undefined)).toBe(false);
});

test.each(['null', '', 'http://evil.example', 'https://localhost.evil.example', 'file://', 'localhost'])(
  'Origin "%s" is another',
  (origin) => {
    expect(isLocalRequest('localhost:4590', origin)).toBe(false);
  },
);
