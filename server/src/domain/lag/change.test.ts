import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { checkDeletion, checkMinimumLinks } from './change.ts';

describe('minimumLinks', () => {
  test.each([
    [undefined, 0, 0],
    [0, 0, 0],
    [0, 1, 2],
    [2, 0, 2],
    // What it is already.
    [3, 3, 2],
    [1, 1, 0],
  ])('%s is allowed where it is %i, with %i members', (minimum, current, members) => {
    expect(checkMinimumLinks(minimum, current, members)).toBeUndefined();
  });

  test.each([
    [3, 2, 'MinimumLinks cannot be set higher than the number of connections: 2'],
    [1, 0, 'MinimumLinks cannot be set higher than the number of connections: 0'],
    [-1, 2, 'MinimumLinks -1 is not valid: 0 to 2'],
  ])('%i is refused with %i members', (minimum, members, text) => {
    expect(checkMinimumLinks(minimum, 0, members)).toEqual(refuse(text));
  });
});

describe('a LAG is deleted', () => {
  test('when it carries nothing', () => {
    expect(checkDeletion('dxlag-gggggggg', { virtualInterfaces: 0, hostedConnections: 0 })).toBeUndefined();
  });

  test.each([
    [1, 0, 'Lag dxlag-gggggggg cannot be deleted until its Virtual Interfaces are deleted'],
    [0, 1, 'Lag dxlag-gggggggg cannot be deleted until its hosted connections are deleted'],
  ])(
    'not with %i virtual interfaces and %i hosted connections',
    (virtualInterfaces, hostedConnections, text) => {
      expect(checkDeletion('dxlag-gggggggg', { virtualInterfaces, hostedConnections })).toEqual(refuse(text));
    },
  );
});
