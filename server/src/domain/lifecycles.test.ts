// One suite proves every lifecycle: the tables, what follows from them, and that nothing escapes from them.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContract, shapeOf } from '../../../scripts/gen/contract.ts';
import { connectionLifecycle } from './connection/lifecycle.ts';
import { enter, expire, GONE, type Phase, step, wireState } from './lifecycle.ts';
import type { AnyLifecycle, Expected } from './lifecycles-expected.testing.ts';
import { EXPECTED } from './lifecycles.testing.ts';
import { durationsOf, LIFECYCLE_PROFILES, type TimerName } from './profile.ts';

const contract = readContract(join(import.meta.dirname, '../../..'));

describe.for(Object.entries(EXPECTED))('%s', ([name, expected]) => {
  const { lifecycle } = expected;
  const states = Object.keys(lifecycle.states);
  const transitions = transitionsOf(lifecycle);
  const targets = transitions.map(({ to }) => to).filter((to) => to !== GONE && !to.startsWith('!'));

  test('is the table written here', () => {
    expect(lifecycle.resource).toBe(name);
    const written = expected.table.trim().split('\n').map(normal);
    expect(transitions.map(({ from, by, to }) => `${from} ${by} ${to}`).toSorted()).toEqual(
      written.toSorted(),
    );
  });

  test('goes only where a rule stands', () => {
    expect(lifecycle.initial.length).toBeGreaterThan(0);
    expect([...lifecycle.initial, ...targets].filter((state) => !states.includes(state))).toEqual([]);
  });

  test('reaches every state', () => {
    expect([...reached(expected, lifecycle.initial)].filter((state) => state !== GONE).toSorted()).toEqual(
      states.toSorted(),
    );
  });

  test('ends, from every state', () => {
    const endless = states.filter((state) => {
      const within = reached(expected, [state]);
      return (
        !within.has(GONE) && ![...expected.terminal, ...(expected.rests ?? [])].some((end) => within.has(end))
      );
    });
    expect(endless).toEqual([]);
    const stuck = states.filter((state) => !transitions.some(({ from }) => from === state));
    expect(stuck).toEqual(expected.terminal);
  });

  test('raises only what somebody decides', () => {
    const raised = transitions.filter(({ to }) => to.startsWith('!'));
    const named = new Set(raised.map(({ to }) => to.slice(1)));
    expect([...named].toSorted()).toEqual(Object.keys(expected.raised).toSorted());
    for (const { from, to } of raised) {
      const { on = {} } = lifecycle.states[from] ?? {};
      for (const event of expected.raised[to.slice(1)] ?? []) expect(on).toHaveProperty(event);
    }
  });

  test('says nothing that the wire does not know', () => {
    const said = states.map((state) => wireState(lifecycle, state));
    for (const shown of expected.wire) {
      const known = typeof shown === 'string' ? shapeOf(contract, shown).enum : shown;
      expect(said.filter((state) => known?.includes(state) !== true)).toEqual([]);
    }
  });

  test('holds in any sequence of events and deadlines', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LIFECYCLE_PROFILES), happenings(lifecycle), (profile, sequence) => {
        const broken = walk(expected, durationsOf(profile), sequence);
        expect(broken).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('no lifecycle is left out', () => {
  const files = globSync('*/lifecycle.ts', { cwd: import.meta.dirname });
  const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const resources = texts
    .flatMap((text) => [...text.matchAll(/resource: '([^']+)'/g)])
    .map(([, name = '']) => name);
  expect(resources.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe('the suite finds a planted fault', () => {
  const planted = { ...connectionLifecycle.states, down: {} };

  test('a state that nothing ends', () => {
    const expected: Expected = {
      ...EXPECTED['connection'],
      lifecycle: { ...connectionLifecycle, states: planted } as AnyLifecycle,
    } as Expected;
    expect(reached(expected, ['down']).has(GONE)).toBe(false);
  });

  test('a state that nothing reaches', () => {
    const states = { ...connectionLifecycle.states, orphan: {} };
    const expected = {
      ...EXPECTED['connection'],
      lifecycle: { ...connectionLifecycle, states } as AnyLifecycle,
    } as Expected;
    expect(reached(expected, ['requested']).has('orphan')).toBe(false);
  });
});

interface Transition {
  readonly from: string;
  readonly by: string;
  readonly to: string;
}

function transitionsOf(lifecycle: AnyLifecycle): readonly Transition[] {
  return Object.entries(lifecycle.states).flatMap(([from, rule]) => {
    const events = Object.entries(rule?.on ?? {}).map(([by, to]) => ({ from, by, to: to ?? '' }));
    const { after } = rule ?? {};
    if (after === undefined) return events;
    const to = 'raise' in after ? `!${after.raise}` : after.to;
    return [...events, { from, by: `@${after.timer}`, to }];
  });
}

/** Every state that is reached from some, GONE included; what a deadline raises goes by the events that follow from it. */
function reached(expected: Expected, from: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>(from);
  const transitions = transitionsOf(expected.lifecycle).filter(({ to }) => !to.startsWith('!'));
  for (const state of seen) {
    for (const next of transitions.filter((one) => one.from === state)) seen.add(next.to);
  }
  return seen;
}

type Happening = { readonly event: string } | { readonly waits: number };

function happenings(lifecycle: AnyLifecycle): fc.Arbitrary<readonly Happening[]> {
  const events = [...new Set(Object.values(lifecycle.states).flatMap((rule) => Object.keys(rule?.on ?? {})))];
  // Some end by their time alone.
  const event = events.length === 0 ? [] : [fc.constantFrom(...events).map((name) => ({ event: name }))];
  const waits = fc.constantFrom(0, 1, 499, 1_000, 86_400_000, 200 * 86_400_000).map((ms) => ({ waits: ms }));
  return fc.array(fc.oneof(...event, waits), { maxLength: 40 });
}

type Durations = { readonly [T in TimerName]: number | null };

/** Lives through a sequence, and says what did not hold on the way. */
function walk(expected: Expected, durations: Durations, sequence: readonly Happening[]): readonly string[] {
  const { lifecycle } = expected;
  let now = 1_000;
  let phase: Phase | undefined = enter(lifecycle, lifecycle.initial[0] ?? '', now, durations);
  for (const happening of sequence) {
    if ('waits' in happening) {
      now += happening.waits;
      phase = elapse(expected, phase, now, durations);
      if (phase === undefined) return [];
    } else {
      phase = step(lifecycle, phase.state, happening.event, now, durations) ?? phase;
    }
    const broken = brokenIn(lifecycle, phase, now, durations);
    if (broken.length > 0) return broken;
  }
  return [];
}

/** Takes every deadline that has come; undefined: the row is gone. A raised event takes its first outcome. */
function elapse(expected: Expected, from: Phase, now: number, durations: Durations): Phase | undefined {
  const { lifecycle } = expected;
  let phase = from;
  // Deadlines of 0 ms come in chains; one longer than there are states is endless.
  for (let chain = 0; chain <= Object.keys(lifecycle.states).length; chain += 1) {
    const expiry = expire(lifecycle, phase, now, durations);
    if (expiry === undefined) return phase;
    if ('gone' in expiry) return undefined;
    const [event] = 'raise' in expiry ? (expected.raised[expiry.raise] ?? []) : [];
    const at = phase.dueAt ?? now;
    if ('phase' in expiry) phase = expiry.phase;
    // Side effects alone: whoever takes the event ends the deadline.
    else if (event === undefined) phase = { ...phase, dueAt: null };
    else phase = step(lifecycle, phase.state, event, at, durations) ?? phase;
  }
  throw new Error(`an endless chain of deadlines at ${phase.state}`);
}

function brokenIn(
  lifecycle: AnyLifecycle,
  phase: Phase,
  now: number,
  durations: Durations,
): readonly string[] {
  const rule = lifecycle.states[phase.state];
  if (rule === undefined) return [`${phase.state} is not declared`];
  const runs = rule.after === undefined ? null : durations[rule.after.timer];
  const due = runs === null ? null : phase.stateSince + runs;
  return [
    ...(phase.stateSince <= now ? [] : [`${phase.state} is entered in the future`]),
    ...(phase.dueAt === null || phase.dueAt === due ? [] : [`${phase.state} is due at ${phase.dueAt}`]),
    ...(phase.dueAt === null || phase.dueAt > phase.stateSince || runs === 0 ? [] : ['due before it began']),
  ];
}

const normal = (line: string) => line.trim().replaceAll(/\s+/g, ' ');
