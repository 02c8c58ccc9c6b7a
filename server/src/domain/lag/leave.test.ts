import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConnectionState } from '../connection/lifecycle.ts';
import { refuse } from '../refusal.ts';
import {
  checkLeave,
  checkMinimum,
  isMember,
  type Member,
  noSuchConnection,
  noSuchLag,
  notAMember,
} from './leave.ts';
import { isOperational } from './operational.ts';

const lag = (minimumLinks: number) => ({ id: 'dxlag-gggggggg', minimumLinks });
const members = (...states: readonly ConnectionState[]): readonly Member[] =>
  states.map((state, index) => ({ id: `dxcon-${index}`, state }));
const below = (minimum: number) =>
  refuse(`Lag dxlag-gggggggg would fall below its minimum of ${minimum} operational connections`);

/** The first member leaves. */
function leaves(minimum: number, ...states: readonly ConnectionState[]) {
  const all = members(...states);
  return checkMinimum(lag(minimum), all, all[0] ?? { id: 'none', state: 'deleted' });
}

describe('a member leaves its LAG', () => {
  test.each([
    ['four and a minimum of 3', 3, ['available', 'available', 'available', 'available']],
    ['the minimum is 0', 0, ['available']],
    ['it does not work itself', 1, ['down', 'available']],
    ['none works yet', 1, ['requested', 'requested']],
    // UpdateLag allows a minimum above what works: the LAG is down already, and falls no deeper.
    ['it is below already', 2, ['available', 'down', 'down']],
  ] as const)('when %s', (_, minimum, states) => {
    expect(leaves(minimum, ...states)).toBeUndefined();
  });

  test.each([
    ['four and a minimum of 4', 4, ['available', 'available', 'available', 'available']],
    ['too few members are left', 2, ['requested', 'requested']],
    ['too few that work are left', 1, ['available', 'down']],
    ['it is the last and the minimum is 1', 1, ['available']],
  ] as const)('not when %s', (_, minimum, states) => {
    expect(leaves(minimum, ...states)).toEqual(below(minimum));
  });

  test('to stand alone, though it is the last', () => {
    const [last] = members('available');
    if (last === undefined) throw new Error('there is one');
    expect(checkLeave(lag(1), [last], last)).toBeUndefined();
    const both = members('available', 'available');
    expect(checkLeave(lag(2), both, last)).toEqual(below(2));
  });

  test('never so that a LAG that stood falls, and otherwise always', () => {
    const state = fc.constantFrom<ConnectionState>(
      'requested',
      'pending',
      'available',
      'down',
      'rekeying',
      'moving',
    );
    const states = fc.array(state, { minLength: 1, maxLength: 6 });
    const counts = (of: readonly Member[]) => [
      of.length,
      of.filter((one) => isOperational(one.state)).length,
    ];
    fc.assert(
      fc.property(states, fc.nat(6), (some, minimum) => {
        const all = members(...some);
        const stood = counts(all).map((count) => count >= minimum);
        const stands = counts(all.slice(1)).map((count) => count >= minimum);
        const falls = stood.some((was, index) => was && stands[index] === false);
        expect(leaves(minimum, ...some)).toEqual(falls ? below(minimum) : undefined);
      }),
    );
  });
});

test('what is gone has the texts that Terraform knows', () => {
  expect(noSuchConnection('dxcon-ffffffff').message).toContain('Connection does not exist');
  expect(noSuchLag('dxlag-gggggggg').message).toContain('Lag does not exist');
  expect(notAMember('dxcon-ffffffff', 'dxlag-gggggggg')).toEqual(
    refuse('Connection dxcon-ffffffff is not associated with Lag dxlag-gggggggg'),
  );
  expect(isMember('dxcon-ffffffff', 'dxlag-gggggggg')).toEqual(
    refuse('Connection dxcon-ffffffff is already associated with Lag dxlag-gggggggg'),
  );
});
