import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lagLifecycle, type LagState } from './lifecycle.ts';
import { isOperational, lagCarries, lagEvent } from './operational.ts';

test.each(['available', 'rekeying'] as const)('a member that is %s works', (state) => {
  expect(isOperational(state)).toBe(true);
});

test.each(['requested', 'pending', 'down', 'moving', 'deleting', 'deleted'] as const)(
  'a member that is %s does not',
  (state) => expect(isOperational(state)).toBe(false),
);

describe('a LAG', () => {
  test.each([
    ['pending', 0, 0, undefined],
    ['pending', 1, 0, 'enoughLinks'],
    ['pending', 1, 2, undefined],
    ['pending', 2, 2, 'enoughLinks'],
    ['available', 1, 2, 'tooFewLinks'],
    // With a minimum of 0 it stays up without any [AT].
    ['available', 0, 0, undefined],
    ['down', 0, 0, 'enoughLinks'],
    ['down', 1, 2, undefined],
    ['down', 2, 2, 'enoughLinks'],
    ['deleted', 4, 0, undefined],
  ] as const)('that is %s with %i working and a minimum of %i: %s', (state, working, minimum, event) => {
    expect(lagEvent(state, working, minimum)).toBe(event);
  });

  test.each([
    ['pending', 2, false],
    ['available', 1, true],
    ['available', 0, false],
    ['down', 1, false],
    ['deleted', 1, false],
  ] as const)('that is %s with %i working carries something: %s', (state, working, carries) => {
    expect(lagCarries(state, working)).toBe(carries);
  });

  test('comes to rest: what its members say once says nothing more the second time', () => {
    const states = fc.constantFrom<LagState>('pending', 'available', 'down', 'deleted');
    fc.assert(
      fc.property(states, fc.nat(4), fc.nat(4), (state, working, minimum) => {
        const event = lagEvent(state, working, minimum);
        if (event === undefined) return;
        const next = lagLifecycle.states[state]?.on?.[event];
        expect(next).toBeDefined();
        expect(lagEvent(next ?? 'deleted', working, minimum)).toBeUndefined();
      }),
    );
  });
});
