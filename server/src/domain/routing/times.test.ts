import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timesAfter, timesOf } from './times.ts';

const cidrs = fc.subarray(['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16', '2600:1f26::/56']);

test('what stays keeps its time through any changes, what comes begins then, what comes back begins anew', () => {
  fc.assert(
    fc.property(cidrs, fc.array(cidrs, { maxLength: 8 }), (first, changes) => {
      const expected = new Map(first.map((cidr) => [cidr, 0]));
      let state = { cidrs: first, times: timesAfter({ cidrs: [], times: [], since: 0 }, first, 0), since: 0 };
      for (const [at, next] of changes.entries()) {
        const now = at + 1;
        for (const cidr of expected.keys()) if (!next.includes(cidr)) expected.delete(cidr);
        for (const cidr of next) if (!expected.has(cidr)) expected.set(cidr, now);
        state = { cidrs: next, times: timesAfter(state, next, now), since: now };
        expect(timesOf(state)).toEqual(new Map(next.map((cidr) => [cidr, expected.get(cidr)])));
      }
    }),
  );
});

test('where nobody has kept a time, what was there is as old as it is known to be', () => {
  const before = {
    cidrs: ['10.0.0.0/16', '10.1.0.0/16'],
    times: [{ cidr: '10.1.0.0/16', since: 3 }],
    since: 7,
  };
  expect(timesAfter(before, ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'], 9)).toEqual([
    { cidr: '10.0.0.0/16', since: 7 },
    { cidr: '10.1.0.0/16', since: 3 },
    { cidr: '10.2.0.0/16', since: 9 },
  ]);
});
