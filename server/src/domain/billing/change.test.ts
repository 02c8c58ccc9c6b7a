import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import { isRefusal } from '../refusal.ts';
import { type Around, type Changing, changeModes } from './change.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const OFFERS: readonly AvailableBillingMode[] = [
  { billingMode: 'FlatRateTier1', availablePortSpeeds: ['10G', '100G'] },
  { billingMode: 'FlatRateTier2', availablePortSpeeds: ['10G', '100G'] },
];
const connection = (id: string, given: Partial<Changing> = {}): Changing => ({
  id,
  kind: 'dedicated',
  billingMode: 'PayAsYouGo',
  lagId: null,
  location: 'EQDC2',
  bandwidth: '10Gbps',
  changes: [],
  ...given,
});
const one = connection('dxcon-ffone001');
const two = connection('dxcon-fftwo002');

function around(
  neighbours: Readonly<Record<string, readonly Changing[]>> = {},
  members: Readonly<Record<string, readonly Changing[]>> = {},
): Around {
  return {
    offers: new Map([['EQDC2', OFFERS]]),
    neighbours: new Map(Object.entries(neighbours)),
    members: new Map(Object.entries(members)),
    partnerLags: new Set(['dxlag-ffpartne']),
  };
}
const change = (batch: readonly Changing[], mode: RequestBillingMode, beside = around()) =>
  changeModes(batch, mode, beside, NOW, 3);

describe('a change of mode', () => {
  test('is counted', () => {
    expect(change([one], 'FlatRateTier1')).toEqual([{ id: one.id, changes: [NOW] }]);
  });

  test('of tier is counted', () => {
    const flat = connection('dxcon-ffone001', { billingMode: 'FlatRateTier1', changes: [NOW - DAY] });
    expect(change([flat], 'FlatRateTier2')).toEqual([{ id: flat.id, changes: [NOW - DAY, NOW] }]);
  });

  test('to the mode that it has already is none, and is not counted', () => {
    const often = connection('dxcon-ffone001', { changes: [NOW - 3, NOW - 2, NOW - 1] });
    expect(change([often], 'PayAsYouGo')).toEqual([]);
  });

  test('forgets what is half a year old', () => {
    const old = connection('dxcon-ffone001', { changes: [NOW - 183 * DAY, NOW - 182 * DAY, NOW - 1] });
    expect(change([old], 'FlatRateTier1')).toEqual([
      { id: old.id, changes: [NOW - 182 * DAY, NOW - 1, NOW] },
    ]);
  });

  test('of a whole location at once passes', () => {
    const changed = change([one, two], 'FlatRateTier1', around({ EQDC2: [one, two] }));
    expect(changed).toEqual([
      { id: one.id, changes: [NOW] },
      { id: two.id, changes: [NOW] },
    ]);
  });

  test('of a whole LAG at once passes, and what has the mode already need not be named', () => {
    const a = connection('dxcon-ffaaaaaa', { lagId: 'dxlag-ffabcdef' });
    const b = connection('dxcon-ffbbbbbb', { lagId: 'dxlag-ffabcdef' });
    expect(change([a, b], 'FlatRateTier1', around({}, { 'dxlag-ffabcdef': [a, b] }))).toHaveLength(2);
    const flat = connection('dxcon-ffbbbbbb', { lagId: 'dxlag-ffabcdef', billingMode: 'FlatRateTier1' });
    expect(change([a], 'FlatRateTier1', around({}, { 'dxlag-ffabcdef': [a, flat] }))).toHaveLength(1);
    expect(change([flat], 'FlatRateTier1', around({}, { 'dxlag-ffabcdef': [a, flat] }))).toEqual([]);
  });

  test('to pay-as-you-go of a hosted connection is none', () => {
    expect(change([connection('dxcon-ffhosted', { kind: 'hosted' })], 'PayAsYouGo')).toEqual([]);
  });
});

describe('a change of mode is refused', () => {
  const member = connection('dxcon-ffaaaaaa', { lagId: 'dxlag-ffabcdef' });
  const sibling = connection('dxcon-ffbbbbbb', { lagId: 'dxlag-ffabcdef' });
  test.each<[string, readonly Changing[], RequestBillingMode, Around, string]>([
    [
      'for a hosted connection',
      [connection('dxcon-ffhosted', { kind: 'hosted' })],
      'FlatRateTier1',
      around(),
      'Billing mode FlatRateTier1 is not available for dxcon-ffhosted: it is a hosted connection',
    ],
    [
      'for an interconnect, to any mode',
      [connection('dxcon-ffinterc', { kind: 'interconnect' })],
      'PayAsYouGo',
      around(),
      'Billing mode PayAsYouGo is not available for dxcon-ffinterc: it is an interconnect',
    ],
    [
      'for a member of a partner’s LAG',
      [connection('dxcon-ffmember', { lagId: 'dxlag-ffpartne' })],
      'FlatRateTier1',
      around(),
      'Billing mode FlatRateTier1 is not available for dxcon-ffmember: dxlag-ffpartne carries hosted connections',
    ],
    [
      'for a speed that has no flat rate',
      [connection('dxcon-ffslow01', { bandwidth: '1Gbps' })],
      'FlatRateTier1',
      around(),
      'Billing mode FlatRateTier1 is not available for 1Gbps at location EQDC2. Available: PayAsYouGo',
    ],
    [
      'to a tier that the location does not sell',
      [one],
      'FlatRateTier5',
      around(),
      'Billing mode FlatRateTier5 is not available for 10Gbps at location EQDC2. Available: PayAsYouGo, FlatRateTier1, FlatRateTier2',
    ],
    [
      'at a location that nobody knows any more',
      [connection('dxcon-ffgone01', { location: 'GONE1' })],
      'FlatRateTier1',
      around(),
      'Billing mode FlatRateTier1 is not available for 10Gbps at location GONE1. Available: PayAsYouGo',
    ],
    [
      'the fourth time in half a year',
      [connection('dxcon-ffoften1', { changes: [NOW - 183 * DAY + 1, NOW - 2, NOW - 1] })],
      'FlatRateTier1',
      around(),
      'The billing mode of dxcon-ffoften1 was changed 3 times in the last six months',
    ],
    [
      'beside a connection that keeps its own',
      [one],
      'FlatRateTier1',
      around({ EQDC2: [one, two] }),
      'Connections at location EQDC2 are either all pay-as-you-go or all flat-rate: FlatRateTier1 does not go with billing mode PayAsYouGo of dxcon-fftwo002',
    ],
    [
      'for a part of a LAG',
      [member],
      'FlatRateTier1',
      around({ EQDC2: [member, sibling] }, { 'dxlag-ffabcdef': [member, sibling] }),
      'The connections of dxlag-ffabcdef share one billing mode: change all of them together, dxcon-ffbbbbbb is missing',
    ],
    [
      'for all, when it is refused for one',
      [one, connection('dxcon-ffslow01', { bandwidth: '1Gbps' })],
      'FlatRateTier1',
      around(),
      'Billing mode FlatRateTier1 is not available for 1Gbps at location EQDC2. Available: PayAsYouGo',
    ],
  ])('%s', (_, batch, mode, beside, message) => {
    expect(change(batch, mode, beside)).toEqual({ refused: 'DirectConnectClientException', message });
  });
});

test('no sequence of batches mixes a location, parts a LAG, or changes a connection more often than allowed', () => {
  const modes = fc.constantFrom<RequestBillingMode>('PayAsYouGo', 'FlatRateTier1', 'FlatRateTier2');
  const steps = fc.array(
    fc.record({
      ids: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
      mode: modes,
      days: fc.nat(120),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(steps, (sequence) => {
      let now = NOW;
      let rows = [0, 1, 2, 3].map((at) => connection(`c${at}`, { lagId: at < 2 ? 'lag' : null }));
      const log = new Map<string, number[]>();
      for (const { ids, mode, days } of sequence) {
        now += days * DAY;
        const batch = rows.filter((_, at) => ids.includes(at));
        const beside = around({ EQDC2: rows }, { lag: rows.filter(({ lagId }) => lagId === 'lag') });
        const changes = changeModes(batch, mode, beside, now, 3);
        if (isRefusal(changes)) continue;
        for (const { id } of changes) log.set(id, [...(log.get(id) ?? []), now]);
        rows = rows.map((row) => {
          const its = changes.find(({ id }) => id === row.id);
          return its === undefined ? row : { ...row, billingMode: mode, changes: its.changes };
        });
        expect(new Set(rows.map(({ billingMode }) => billingMode === 'PayAsYouGo')).size).toBe(1);
        expect(rows[0]?.billingMode).toBe(rows[1]?.billingMode);
        for (const times of log.values())
          expect(times.filter((at) => at > now - 183 * DAY).length).toBeLessThanOrEqual(3);
      }
    }),
  );
});
