const SECOND = 1_000;
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND,
  m: 60 * SECOND,
  h: 3_600 * SECOND,
  d: 86_400 * SECOND,
  w: 7 * 86_400 * SECOND,
};

/** How a length of time is written. */
export const DURATION_ALLOWED = 'a length of time such as 90s, 15m, 36h, 7d, 2w or PT1H30M, or milliseconds';
const ISO = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/**
 * A length of time in milliseconds, or undefined when the text is none. ISO 8601 durations have weeks and days, but
 * neither years nor months: those have no length of their own.
 */
export function durationMs(text: string): number | undefined {
  const value = shortMs(text) ?? isoMs(text);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/** How a moment is written. */
export const MOMENT_ALLOWED = 'a moment such as 2027-03-01T00:00:00Z';

/** A moment in epoch milliseconds, or undefined when the text is none: it begins with its day. */
export function momentMs(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function shortMs(text: string): number | undefined {
  const [, count, unit = 'ms'] = /^(\d+)(ms|s|m|h|d|w)?$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 1);
}

function isoMs(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const sizes = ['w', 'd', 'h', 'm', 's'].map((unit) => UNITS[unit] ?? 1);
  return Math.round(sizes.reduce((sum, size, index) => sum + Number(match[index + 1] ?? 0) * size, 0));
}
