import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';

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
