import { expect, test } from 'vitest';
import { repeated, TOKEN_LIFETIME_MS } from './idempotency.ts';

const NOW = 1_700_000_000_000;
const first = { parameters: 'digest', answer: '{}', dueAt: NOW + TOKEN_LIFETIME_MS };

test('a token is good for a day', () => {
  expect(TOKEN_LIFETIME_MS).toBe(86_400_000);
  expect(repeated(first, 'digest', NOW)).toEqual({ answer: '{}' });
  expect(repeated(first, 'digest', NOW + TOKEN_LIFETIME_MS - 1)).toEqual({ answer: '{}' });
  expect(repeated(first, 'digest', NOW + TOKEN_LIFETIME_MS)).toBeUndefined();
  expect(repeated(first, 'another', NOW + TOKEN_LIFETIME_MS)).toBeUndefined();
  expect(repeated(undefined, 'digest', NOW)).toBeUndefined();
});

test('another call with the token is refused', () => {
  expect(repeated(first, 'another', NOW)).toEqual({
    refused: 'DirectConnectClientException',
    message: 'clientToken was already used with other parameters',
  });
});
