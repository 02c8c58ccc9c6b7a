// Thousands of things that three accounts and an operator may do, in any order; after each everything that must hold does.
// The walks are those of the seeds from 1 on, or from CROSSCONNECT_MODEL_FROM (`any`: nobody knows which).
// A failure names its seed: CROSSCONNECT_MODEL_SEED walks the same way again. CROSSCONNECT_MODEL_SECONDS walks for longer.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer } from '../support/server.ts';
import { MOVES, type Tally, walk } from './walk.testing.ts';

const SEED = process.env['CROSSCONNECT_MODEL_SEED'];
const FROM = process.env['CROSSCONNECT_MODEL_FROM'] ?? '1';
const SECONDS = Number(process.env['CROSSCONNECT_MODEL_SECONDS'] ?? 8);
const STEPS = Number(process.env['CROSSCONNECT_MODEL_STEPS'] ?? 400);
vi.setConfig({ testTimeout: SECONDS * 1_000 + 120_000 });

// Real time would make another walk of the same seed; deadlines come when the operator lets time pass.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_900_000_000_000 }));
afterAll(() => void vi.useRealTimers());

test('whatever they do, everything holds', async () => {
  const until = performance.now() + SECONDS * 1_000;
  const tallies: Tally[] = [];
  let seed = Number(SEED ?? (FROM === 'any' ? Math.floor(Math.random() * 1_000_000) : FROM));
  do {
    console.log(`model: seed ${seed}`);
    const server = await startServer();
    try {
      tallies.push(await walk(server, { seed, steps: STEPS, ...(SEED === undefined ? { until } : {}) }));
    } finally {
      await server.dispose();
    }
    seed += 1;
  } while (SEED === undefined && performance.now() < until);
  tell(tallies);
  const taken = MOVES.filter(({ name }) => tallies.some((tally) => (tally.get(name)?.taken ?? 0) > 0));
  // What is always refused proves nothing; a short walk, or one on a busy machine, does not come to everything.
  const made = tallies.reduce((sum, tally) => sum + movesIn(tally), 0);
  expect(taken.length).toBeGreaterThanOrEqual(
    made > 3_000 ? MOVES.length : made > 300 ? MOVES.length / 2 : 1,
  );
});

const movesIn = (tally: Tally) =>
  [...tally.values()].reduce((sum, { taken, refused }) => sum + taken + refused, 0);

function tell(tallies: readonly Tally[]): void {
  const lines = MOVES.map(({ name }) => {
    const sum = (of: 'taken' | 'refused') =>
      tallies.reduce((total, tally) => total + (tally.get(name)?.[of] ?? 0), 0);
    return `${name.padEnd(52)} ${String(sum('taken')).padStart(6)} taken ${String(sum('refused')).padStart(6)} refused`;
  });
  console.log(lines.join('\n'));
}
