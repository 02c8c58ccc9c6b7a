import { describe, expect, test } from 'vitest';
import { QUOTAS, quotasFor } from '../quota.ts';
import { refuse } from '../refusal.ts';
import { checkMembers, isPartners, membersMaxOf, memberName, newMembersOf } from './order.ts';

const ON = quotasFor(true, {});
const OFF = quotasFor(false, {});

describe('members of a LAG', () => {
  test.each([
    ['1Gbps', 4],
    ['10Gbps', 4],
    ['100Gbps', 2],
    ['400Gbps', 2],
  ])('at %s are %i at most', (bandwidth, max) => {
    expect(membersMaxOf(ON, bandwidth)).toBe(max);
  });

  test('follow the quotas of the account, and are bounded without any', () => {
    expect(membersMaxOf(quotasFor(true, { connectionsPerLag: 8 }), '10Gbps')).toBe(8);
    expect(membersMaxOf(quotasFor(true, { connectionsPerLagAt100G: 3 }), '400Gbps')).toBe(3);
    expect(membersMaxOf(OFF, '10Gbps')).toBe(64);
    expect(QUOTAS.connectionsPerLag).toBe(4);
  });

  test('that do not fit are refused', () => {
    expect(checkMembers(4, 3, 1, '10Gbps')).toBeUndefined();
    expect(checkMembers(4, 4, 1, '10Gbps')).toEqual(
      refuse('You have reached the limit of 4 connections in a LAG of 10Gbps'),
    );
  });

  test('are named from 1', () => {
    expect(memberName(2, 'dxlag-ffffffff')).toBe('Requested Connection 2 for Lag dxlag-ffffffff');
  });
});

describe('numberOfConnections', () => {
  const order = (numberOfConnections: number, existing: boolean, bandwidth = '10Gbps') =>
    newMembersOf({ numberOfConnections, existing, bandwidth }, membersMaxOf(ON, bandwidth));

  test.each([
    [1, false, 1],
    [4, false, 4],
    // The existing one counts inside the number: two with it are one new.
    [2, true, 1],
    [1, true, 0],
    [0, true, 0],
  ])('%i (existing connection: %s) are %i new', (number, existing, count) => {
    expect(order(number, existing)).toBe(count);
  });

  test.each([
    [0, false, '10Gbps', 'numberOfConnections 0 is not valid: 1 to 4'],
    [-1, true, '10Gbps', 'numberOfConnections -1 is not valid: 0 to 4'],
    [5, false, '10Gbps', 'You have reached the limit of 4 connections in a LAG of 10Gbps'],
    [5, true, '1Gbps', 'You have reached the limit of 4 connections in a LAG of 1Gbps'],
    [3, false, '100Gbps', 'You have reached the limit of 2 connections in a LAG of 100Gbps'],
    [3, true, '400Gbps', 'You have reached the limit of 2 connections in a LAG of 400Gbps'],
  ])('%i (existing connection: %s) at %s is refused', (number, existing, bandwidth, text) => {
    expect(order(number, existing, bandwidth)).toEqual(refuse(text));
  });
});

test.each([
  [true, undefined, true],
  [true, 'dedicated', true],
  [false, 'interconnect', true],
  [false, 'dedicated', false],
  [false, undefined, false],
] as const)('a LAG of a registered partner (%s), made of %s, is a partner’s: %s', (registered, kind, is) => {
  expect(isPartners(registered, kind)).toBe(is);
});
