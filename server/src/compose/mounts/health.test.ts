import { afterEach, expect, test, vi } from 'vitest';
import type { Reader } from '../../store/store.ts';
import { realClock } from '../clock.ts';
import { health } from './health.ts';

afterEach(() => vi.useRealTimers());

function healthOf(all: () => Promise<never>, errors: unknown[] = []) {
  const reader: Reader = { all, one: all };
  const settings = { profile: 'lab', lifecycle: 'fast' } as const;
  return health({
    settings,
    reader,
    clock: realClock,
    startedAt: Date.now(),
    onError: (error) => errors.push(error),
  });
}

test('a store that fails makes the server unfit, and the log hears why', async () => {
  const gone = new Error('gone');
  const errors: unknown[] = [];
  const { status, text } = await healthOf(() => Promise.reject(gone), errors);
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ status: 'failing', store: { reachable: false } });
  expect(errors).toEqual([gone]);
});

test('so does one that does not answer within two seconds', async () => {
  vi.useFakeTimers();
  const page = healthOf(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await page).status).toBe(503);
});
