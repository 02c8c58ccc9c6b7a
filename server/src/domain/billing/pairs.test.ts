import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownMode } from './modes.ts';
import { billedUnit, lagShownMode, type PairMember, pairsIn } from './pairs.ts';

const member = (id: string, deviceId: string | null, given: Partial<PairMember> = {}): PairMember => ({
  id,
  lagId: null,
  state: 'available',
  deviceId,
  bandwidth: '10Gbps',
  billingMode: 'FlatRateTier1',
  ...given,
});
const pairs = (...members: readonly PairMember[]) => [...pairsIn(members)].toSorted();

describe('two are a pair', () => {
  test('when all is equal but the device', () => {
    expect(pairs(member('a', 'one'), member('b', 'two'))).toEqual(['a', 'b']);
  });

  test('the first that joined first, and the odd one stays single', () => {
    expect(pairs(member('c', 'one'), member('a', 'two'), member('b', 'two'))).toEqual(['a', 'c']);
  });

  test('and so are the next two', () => {
    const four = [member('a', 'one'), member('b', 'two'), member('c', 'one'), member('d', 'two')];
    expect(pairs(...four)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('when one of them, or both, is a LAG, which counts once', () => {
    const lag = { lagId: 'lag' };
    expect(pairs(member('a', 'one', lag), member('b', 'one', lag), member('c', 'two'))).toEqual(['c', 'lag']);
    expect(pairs(member('a', 'one', lag), member('b', 'two', { lagId: 'other' }))).toEqual(['lag', 'other']);
  });

  test('when a LAG’s member is only requested: the LAG’s device is known', () => {
    const requested = member('a', 'one', { lagId: 'lag', state: 'requested' });
    expect(pairs(requested, member('b', 'two'))).toEqual(['b', 'lag']);
  });
});

describe('two are no pair', () => {
  test.each<[string, Partial<PairMember>]>([
    ['on one device', { deviceId: 'one' }],
    ['with other speeds', { bandwidth: '100Gbps' }],
    ['of other tiers', { billingMode: 'FlatRateTier2' }],
    ['when one is pay-as-you-go', { billingMode: 'PayAsYouGo' }],
    ['when the device of one is not known', { deviceId: null }],
    ['when one is only requested', { state: 'requested' }],
    ['when one is being deleted', { state: 'deleting' }],
    ['when one is deleted', { state: 'deleted' }],
  ])('%s', (_, other) => {
    expect(pairs(member('a', 'one'), member('b', 'two', other))).toEqual([]);
    expect(pairs(member('b', 'two', other), member('a', 'one'))).toEqual([]);
  });

  test('in one LAG', () => {
    expect(pairs(member('a', 'one', { lagId: 'lag' }), member('b', 'one', { lagId: 'lag' }))).toEqual([]);
  });
});

test('pairs are made of two that go together, nobody is in two, and none is left who could', () => {
  const members = fc
    .array(
      fc.record({
        deviceId: fc.constantFrom('one', 'two', 'three'),
        bandwidth: fc.constantFrom('10Gbps', '100Gbps'),
        billingMode: fc.constantFrom('PayAsYouGo', 'FlatRateTier1', 'FlatRateTier2'),
        state: fc.constantFrom('requested', 'available', 'down', 'deleting'),
      }),
      { maxLength: 12 },
    )
    .map((rows) => rows.map((row, at) => member(`c${at}`, row.deviceId, row)));
  const key = (row: PairMember) => `${row.bandwidth} ${row.billingMode}`;
  fc.assert(
    fc.property(members, (rows) => {
      const paired = pairsIn(rows);
      const alive = rows.filter(
        ({ billingMode, state }) =>
          billingMode !== 'PayAsYouGo' && !['requested', 'deleting'].includes(state),
      );
      for (const unit of paired) expect(alive.map(billedUnit)).toContain(unit);
      for (const [, alike] of Map.groupBy(alive, key)) {
        const single = alike.filter(({ id }) => !paired.has(id));
        expect((alike.length - single.length) % 2).toBe(0);
        expect(new Set(single.map(({ deviceId }) => deviceId)).size).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('another that joins parts no pair', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('one', 'two', 'three'), { maxLength: 9 }), (devices) => {
      const rows = devices.map((device, at) => member(`c${at}`, device));
      const before = pairsIn(rows.slice(0, -1));
      const after = pairsIn(rows);
      for (const unit of before) expect(after).toContain(unit);
    }),
  );
});

test('half of a pair says so, and a LAG says what its members say', () => {
  expect(shownMode('FlatRateTier3', true)).toBe('PortPairFlatRateTier3');
  expect(shownMode('FlatRateTier3', false)).toBe('FlatRateTier3');
  expect(shownMode('PayAsYouGo', true)).toBe('PayAsYouGo');
  const members = [{ id: 'a', billingMode: 'FlatRateTier2' }];
  expect(lagShownMode('FlatRateTier2', members, new Set(['a']))).toBe('PortPairFlatRateTier2');
  expect(lagShownMode('FlatRateTier2', members, new Set())).toBe('FlatRateTier2');
  expect(lagShownMode('FlatRateTier2', [], new Set())).toBe('FlatRateTier2');
});
