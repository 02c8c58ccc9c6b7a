import { expect, test } from 'vitest';
import { told } from './told.ts';

const long = 'ab '.repeat(1_000);

test.each<[message: string, input: unknown, so: string]>([
  ['Connection ID x has an invalid format.', { connectionId: 'x' }, 'Connection ID x has an invalid format.'],
  [`Connection ID ${long} is wrong`, { connectionId: long }, `Connection ID ${long.slice(0, 200)}… is wrong`],
  [`${long} and ${long}`, { ids: ['x', { id: long }] }, `${long.slice(0, 200)}… and ${long.slice(0, 200)}…`],
  ['y'.repeat(300), { id: 'x' }, 'y'.repeat(300)],
])('%.20s', (message, input, so) => {
  expect(told(message, input)).toBe(so);
});
