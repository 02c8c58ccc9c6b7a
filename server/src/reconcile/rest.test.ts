import { describe, expect, test } from 'vitest';
import { Rest } from './rest.ts';

const LONG_MS = 60_000;

/** Who waits since such a moment, and whether he has gone on. */
function waiter(rest: Rest, since: number) {
  const seen = { gone: false };
  void rest.wait(since, LONG_MS).then(() => (seen.gone = true));
  return seen;
}

/** So many rounds that did something; the oldest of what is left has been due since `open`. */
async function busyRounds(rest: Rest, count: number, open: number): Promise<void> {
  for (let round = 0; round < count; round += 1) rest.busy(rest.present, open);
  await Promise.resolve();
}

describe('whoever waits for what follows from a change', () => {
  test('goes on when a round that he has seen begin finds nothing to do', async () => {
    const rest = new Rest();
    const begun = rest.present;
    const late = waiter(rest, 10);
    rest.rested(begun);
    await Promise.resolve();
    expect(late.gone).toBe(false);
    rest.rested(rest.present);
    await Promise.resolve();
    expect(late.gone).toBe(true);
  });

  test('goes on when all that is left is younger than his change, and one round more is over', async () => {
    const rest = new Rest();
    const [first, second] = [waiter(rest, 10), waiter(rest, 20)];
    await busyRounds(rest, 3, 10);
    await busyRounds(rest, 1, 15);
    expect([first.gone, second.gone]).toEqual([false, false]);
    await busyRounds(rest, 1, 15);
    expect([first.gone, second.gone]).toEqual([true, false]);
    await busyRounds(rest, 2, 25);
    expect(second.gone).toBe(true);
    rest.close();
  });

  test('goes on after the rounds of the longest chain, though something older stays', async () => {
    const rest = new Rest();
    const one = waiter(rest, 10);
    await busyRounds(rest, 11, 0);
    expect(one.gone).toBe(false);
    await busyRounds(rest, 1, 0);
    expect(one.gone).toBe(true);
  });

  test('goes on when the server ends, and who comes then does not wait', async () => {
    const rest = new Rest();
    const one = waiter(rest, 10);
    rest.close();
    const late = waiter(rest, 20);
    await Promise.resolve();
    expect([one.gone, late.gone]).toEqual([true, true]);
  });
});
