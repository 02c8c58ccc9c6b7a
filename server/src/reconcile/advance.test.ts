import { describe, expect, test } from 'vitest';
import { advanceClock, type AdvanceParts } from './advance.ts';

const DAY = 86_400_000;

interface Deadline {
  readonly at: number;
  readonly name: string;
  /** A deadline that this one brings, so much later. */
  readonly brings?: { readonly after: number; readonly name: string };
}

/** A world of deadlines that only the reader and `settle` know: each fires once the clock has reached it. */
function world(deadlines: readonly Deadline[]) {
  let now = 0;
  let due = [...deadlines];
  const fired: [name: string, now: number][] = [];
  const figures = { fired: 0 };
  const settle = async () => {
    for (;;) {
      const [next] = due.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
      if (next === undefined) return;
      due = due.filter((one) => one !== next);
      if (next.brings !== undefined) due.push({ at: next.at + next.brings.after, name: next.brings.name });
      fired.push([next.name, now]);
      figures.fired += 1;
    }
  };
  const soonest = (after: number) => Math.min(...due.map(({ at }) => at).filter((at) => at > after));
  const parts: AdvanceParts = {
    // The first table answers for all.
    reader: {
      all: () => Promise.reject(new Error('only one row is asked for')),
      one: async <R>(_query: unknown, ...values: readonly unknown[]) => {
        const at = soonest(Number(values[0]));
        return { at: Number.isFinite(at) ? at : null } as R;
      },
    },
    clock: {
      now: () => now,
      moveTo: async (to) => {
        expect(to).toBeGreaterThan(now);
        now = to;
      },
    },
    settle,
    figures,
  };
  return { parts, fired, now: () => now };
}

describe('an advance of the clock', () => {
  test('stands at each deadline on the way, the later ones after what the earlier ones bring', async () => {
    const lab = world([
      { at: 90 * DAY, name: 'letter expires' },
      { at: 2 * DAY, name: 'patched', brings: { after: DAY, name: 'lit' } },
      { at: 200 * DAY, name: 'beyond' },
    ]);
    const steps: number[] = [];
    const report = await advanceClock(lab.parts, { to: 100 * DAY, onStep: ({ now }) => steps.push(now) });
    expect(lab.fired).toEqual([
      ['patched', 2 * DAY],
      ['lit', 3 * DAY],
      ['letter expires', 90 * DAY],
    ]);
    expect(steps).toEqual([2 * DAY, 3 * DAY, 90 * DAY]);
    expect(report).toEqual({ now: 100 * DAY, fired: 3, steps: 3, complete: true });
  });

  test('includes a deadline at its very end', async () => {
    const lab = world([{ at: DAY, name: 'at the end' }]);
    expect(await advanceClock(lab.parts, { to: DAY })).toMatchObject({ fired: 1, now: DAY });
  });

  test('lets what is due already come first, without moving', async () => {
    const lab = world([{ at: 0, name: 'due' }]);
    expect(await advanceClock(lab.parts, { to: 0 })).toEqual({ now: 0, fired: 1, steps: 0, complete: true });
  });

  test('never goes back', async () => {
    const lab = world([]);
    await advanceClock(lab.parts, { to: DAY });
    expect(await advanceClock(lab.parts, { to: 5 })).toMatchObject({ now: DAY, complete: true });
  });

  test('stops at its bound, and goes on from there when asked again', async () => {
    const lab = world(Array.from({ length: 5 }, (_, index) => ({ at: index + 1, name: String(index) })));
    expect(await advanceClock(lab.parts, { to: DAY, stepsMax: 2 })).toEqual({
      now: 2,
      fired: 2,
      steps: 2,
      complete: false,
    });
    expect(await advanceClock(lab.parts, { to: DAY, stepsMax: 3 })).toMatchObject({
      fired: 3,
      complete: true,
    });
  });

  test('stops when nobody waits any more', async () => {
    const lab = world([
      { at: 1, name: 'first' },
      { at: 2, name: 'second' },
    ]);
    let gone = false;
    const wish = { to: DAY, onStep: () => (gone = true), isStopped: () => gone };
    expect(await advanceClock(lab.parts, wish)).toMatchObject({ now: 1, fired: 1, complete: false });
  });
});
