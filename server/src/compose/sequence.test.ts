import { expect, test } from 'vitest';
import { createSequence, SEQUENCE_STARTS } from './sequence.ts';

test('places grow, within a millisecond, over one that is full, and when time goes back', () => {
  let now = 1_000;
  const next = createSequence(() => now, 0);
  expect([next(), next()]).toEqual([4_096_000, 4_096_001]);
  for (let i = 2; i < 5_000; i += 1) next();
  now = 1_001;
  expect(next()).toBe(4_101_000);
  now = 2_000;
  expect(next()).toBe(8_192_000);
  now = 1;
  expect(next()).toBe(8_192_001);
});

test('they are safe integers for more than ten years', () => {
  expect(Number.isSafeInteger(createSequence(() => Date.UTC(2038, 0), SEQUENCE_STARTS)() + 1)).toBe(true);
});

test('servers that begin at different places do not meet', () => {
  const [one, other] = [createSequence(() => 1_000, 3), createSequence(() => 1_000, 1_200)];
  const places = Array.from({ length: 1_000 }, () => [one(), other()]).flat();
  expect(new Set(places).size).toBe(2_000);
});
