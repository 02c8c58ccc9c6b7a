import { expect, test } from 'vitest';
import { durationMs, momentMs } from './duration.ts';

test.each([
  ['0', 0],
  ['1500', 1_500],
  ['250ms', 250],
  ['90s', 90_000],
  ['15m', 900_000],
  ['36h', 129_600_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['PT1H30M', 5_400_000],
  ['P1DT1S', 86_401_000],
  ['P2W', 1_209_600_000],
  ['PT0.5S', 500],
  ['P100D', 8_640_000_000],
])('%s is %i ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each([
  '',
  'P',
  'PT',
  '7 d',
  '-1d',
  '1.5d',
  'P1Y',
  'P1M',
  'P1DT',
  'tomorrow',
  '9999999999999999w',
  '1e3',
  ' 5',
])('%j is no length of time', (text) => {
  expect(durationMs(text)).toBeUndefined();
});

test.each([
  ['2027-03-01', 1_803_859_200_000],
  ['2027-03-01T00:00:00Z', 1_803_859_200_000],
  ['2027-03-01T01:00:00+01:00', 1_803_859_200_000],
])('%s is the moment %i', (text, ms) => {
  expect(momentMs(text)).toBe(ms);
});

// The last four are moments to whoever is not strict.
test.each(['', 'soon', '2027-13-01', '2027-03-01Tx', '-1', '5', '2027', 'March 1 2027'])(
  '%j is no moment',
  (text) => {
    expect(momentMs(text)).toBeUndefined();
  },
);
