// One suite proves every lifecycle. EXPECTED is the same table written a second time, from behaviour.md alone: a
// transition that is added, lost or turned has to be meant twice.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContract, shapeOf } from '../../../scripts/gen/contract.ts';
import { connectionLifecycle, hostedConnectionLifecycle } from './connection/lifecycle.ts';
import { crossConnectLifecycle } from './cross-connect/lifecycle.ts';
import { lagLifecycle } from './lag/lifecycle.ts';
import { enter, expire, GONE, type Lifecycle, type Phase, step, wireState } from './lifecycle.ts';
import { letterLifecycle } from './loa/lifecycle.ts';
import { macSecKeyLifecycle } from './macsec/lifecycle.ts';
import { durationsOf, LIFECYCLE_PROFILES, type TimerName } from './profile.ts';
import { resiliencyAssociationLifecycle, resiliencyGroupLifecycle } from './resiliency/lifecycle.ts';

type AnyLifecycle = Lifecycle<string, string, TimerName>;

interface Expected {
  readonly lifecycle: AnyLifecycle;
  /** `from event to`; a deadline is `@timer`, what it raises `!event`. One transition a line. */
  readonly table: string;
  /** States that nothing ends: what has ended stays to be read. */
  readonly terminal: readonly string[];
  /** What a deadline raises, and the events of the table that follow from it; none: side effects alone. */
  readonly raised: Readonly<Record<string, readonly string[]>>;
  /** The wire's enumerations that show the state; a list where the contract has none. */
  readonly wire: readonly (string | readonly string[])[];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  connection: {
    lifecycle: connectionLifecycle as AnyLifecycle,
    table: `
      requested  approve    pending
      requested  reject     deleted
      requested  delete     deleted
      requested  @review    !approve
      pending    linkUp     available
      pending    delete     deleting
      pending    @neverUp   deleting
      available  linkDown   down
      available  rekey      rekeying
      available  delete     deleting
      down       linkUp     available
      down       delete     deleting
      rekeying   linkDown   down
      rekeying   delete     deleting
      rekeying   @rekeying  available
      deleting   @teardown  deleted
      deleted    @retention gone`,
    terminal: [],
    raised: { approve: ['approve'] },
    // Dedicated connections and interconnects.
    wire: ['ConnectionState', 'InterconnectState'],
  },
  'hosted connection': {
    lifecycle: hostedConnectionLifecycle as AnyLifecycle,
    table: `
      ordering   confirm         pending
      ordering   decline         rejected
      ordering   delete          deleting
      pending    provisionedUp   available
      pending    provisionedDown down
      pending    delete          deleting
      pending    @provisioning   !provisioned
      available  linkDown        down
      available  delete          deleting
      down       linkUp          available
      down       delete          deleting
      deleting   @teardown       deleted
      deleted    @retention      gone
      rejected   @retention      gone`,
    terminal: [],
    raised: { provisioned: ['provisionedUp', 'provisionedDown'] },
    wire: ['ConnectionState'],
  },
  LAG: {
    lifecycle: lagLifecycle as AnyLifecycle,
    table: `
      pending   enoughLinks available
      pending   delete      deleted
      available tooFewLinks down
      available delete      deleted
      down      enoughLinks available
      down      delete      deleted
      deleted   @retention  gone`,
    terminal: [],
    raised: {},
    wire: ['LagState'],
  },
  'MACsec key': {
    lifecycle: macSecKeyLifecycle as AnyLifecycle,
    table: `
      associating    disassociate disassociating
      associating    @keying      associated
      associated     disassociate disassociating
      disassociating @keying      gone`,
    terminal: [],
    raised: {},
    // In the model's prose alone [M].
    wire: [['associating', 'associated', 'disassociating', 'disassociated']],
  },
  'letter of authorization': {
    lifecycle: letterLifecycle as AnyLifecycle,
    table: `
      issued  renew           issued
      issued  supersede       superseded
      issued  revoke          revoked
      issued  @letterValidity expired
      expired renew           issued
      expired supersede       superseded
      expired revoke          revoked
      revoked supersede       superseded`,
    terminal: ['superseded'],
    raised: {},
    wire: [],
  },
  'cross connect': {
    lifecycle: crossConnectLifecycle as AnyLifecycle,
    table: `
      requested     order     awaiting
      requested     connect   connected
      requested     cease     ceased
      requested     @handover awaiting
      awaiting      connect   connected
      awaiting      cease     ceased
      awaiting      @patching connected
      connected     break     broken
      connected     cease     awaitingCease
      connected     @lighting !light
      broken        repair    connected
      broken        cease     awaitingCease
      awaitingCease ceased    ceased
      awaitingCease @patching ceased`,
    terminal: ['ceased'],
    raised: { light: [] },
    wire: [],
  },
  'resiliency group': {
    lifecycle: resiliencyGroupLifecycle as AnyLifecycle,
    table: `
      pending   delete     deleting
      pending   @grouping  available
      available delete     deleting
      deleting  @grouping  deleted
      deleted   @retention gone`,
    terminal: [],
    raised: {},
    wire: ['ResiliencyGroupState'],
  },
  'resiliency group association': {
    lifecycle: resiliencyAssociationLifecycle as AnyLifecycle,
    table: `
      associating    disassociate disassociating
      associating    @grouping    associated
      associated     disassociate disassociating
      disassociating @grouping    gone`,
    terminal: [],
    raised: {},
    wire: ['ResiliencyGroupAssociationState'],
  },
};

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
      return !within.has(GONE) && !expected.terminal.some((terminal) => within.has(terminal));
    });
    expect(endless).toEqual([]);
    const stuck = states.filter((state) => !transitions.some(({ from }) => from === state));
    expect(stuck).toEqual(expected.terminal);
  });

  test('raises only what somebody decides', () => {
    const raised = transitions.filter(({ to }) => to.startsWith('!'));
    expect(raised.map(({ to }) => to.slice(1)).toSorted()).toEqual(Object.keys(expected.raised).toSorted());
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
        walk(expected, durationsOf(profile), sequence);
      }),
      { numRuns: 300 },
    );
  });
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
  const event = fc.constantFrom(...events).map((name) => ({ event: name }));
  const waits = fc.constantFrom(0, 1, 499, 1_000, 86_400_000, 200 * 86_400_000).map((ms) => ({ waits: ms }));
  return fc.array(fc.oneof(event, waits), { maxLength: 40 });
}

/** Lives through a sequence and holds at each step what every phase must hold. */
function walk(
  expected: Expected,
  durations: { readonly [T in TimerName]: number | null },
  sequence: readonly Happening[],
): void {
  const { lifecycle } = expected;
  let now = 1_000;
  let phase: Phase | undefined = enter(lifecycle, lifecycle.initial[0] ?? '', now, durations);
  for (const happening of sequence) {
    if (phase === undefined) return;
    if ('waits' in happening) now += happening.waits;
    phase =
      'waits' in happening
        ? elapse(expected, phase, now, durations)
        : (step(lifecycle, phase.state, happening.event, now, durations) ?? phase);
    if (phase !== undefined) hold(lifecycle, phase, now, durations);
  }
}

/** Takes every deadline that has come; undefined: the row is gone. A raised event takes its first outcome. */
function elapse(
  expected: Expected,
  from: Phase,
  now: number,
  durations: { readonly [T in TimerName]: number | null },
): Phase | undefined {
  const { lifecycle } = expected;
  let phase = from;
  for (let chain = 0; ; chain += 1) {
    // Deadlines of 0 ms come in chains, and each chain ends.
    expect(chain).toBeLessThanOrEqual(Object.keys(lifecycle.states).length);
    const expiry = expire(lifecycle, phase, now, durations);
    if (expiry === undefined) return phase;
    if ('gone' in expiry) return undefined;
    if ('phase' in expiry) {
      expect(expiry.phase.stateSince).toBe(phase.dueAt);
      phase = expiry.phase;
      continue;
    }
    const [event] = expected.raised[expiry.raise] ?? [];
    const at = phase.dueAt ?? now;
    const next = event === undefined ? undefined : step(lifecycle, phase.state, event, at, durations);
    // Side effects alone: whoever takes the event ends the deadline.
    phase = next ?? { ...phase, dueAt: null };
  }
}

function hold(
  lifecycle: AnyLifecycle,
  phase: Phase,
  now: number,
  durations: { readonly [T in TimerName]: number | null },
): void {
  const rule = lifecycle.states[phase.state];
  expect(rule).toBeDefined();
  expect(phase.stateSince).toBeLessThanOrEqual(now);
  const runs = rule?.after === undefined ? null : durations[rule.after.timer];
  expect([null, runs === null ? null : phase.stateSince + runs]).toContain(phase.dueAt);
}

const normal = (line: string) => line.trim().replaceAll(/\s+/g, ' ');
