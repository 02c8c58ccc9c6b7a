import { describe, expect, test } from 'vitest';
import { devicesFor, noRoom, takeFrom } from './choose-port.ts';

const device = (id: string, ordinal: number, rest: object = {}) => ({
  id,
  ordinal,
  speeds: ['10G', '1G'],
  macSecSpeeds: ['10G'],
  open: true,
  ...rest,
});
const fleet = [device('b', 2), device('a', 1), device('c', 3)];
const wish = { speed: '10G', macSec: false, count: 1 };
const ids = (devices: readonly { id: string }[]) => devices.map(({ id }) => id).join('');

describe('devices for an order', () => {
  test.each([
    ['by ordinal', fleet, wish, 'abc'],
    ['first where the account has a port', fleet, { ...wish, existing: 'c' }, 'cab'],
    ['only the one asked for', fleet, { ...wish, wanted: 'b', existing: 'c' }, 'b'],
    ['not one that is closed', [device('a', 1, { open: false }), device('b', 2)], wish, 'b'],
    ['not one without the speed', [device('a', 1, { speeds: ['1G'] }), device('b', 2)], wish, 'b'],
    ['not one without MACsec at it', [device('a', 1)], { ...wish, speed: '1G', macSec: true }, ''],
  ])('%s', (_, devices, wanted, expected) => expect(ids(devicesFor(devices, wanted))).toBe(expected));
});

describe('ports of one device', () => {
  test('free ones are taken before any is made', () =>
    expect(takeFrom({ device: 'a', free: [3, 7], next: 9 }, 1)).toEqual({
      device: 'a',
      numbers: [3],
      made: false,
    }));
  test('too few free ones are not mixed with new ones', () =>
    expect(takeFrom({ device: 'a', free: [3], next: 9 }, 2)).toEqual({
      device: 'a',
      numbers: [9, 10],
      made: true,
    }));
  test('all or none where only declared ports exist', () =>
    expect(takeFrom({ device: 'a', free: [3], next: undefined }, 2)).toBeUndefined());
});

test.each([
  [wish, 'No port of 10G is available at the location'],
  [{ ...wish, macSec: true }, 'No port of 10G with MACsec is available at the location'],
  [{ ...wish, count: 4 }, 'No set of 4 ports on one device of 10G is available at the location'],
  [{ ...wish, wanted: 'x' }, 'Device x has no port of 10G free'],
  [{ ...wish, wanted: 'y' }, 'There is no device y at the location'],
])('without room: %j', (wanted, message) =>
  expect(noRoom(wanted, [{ id: 'x' }])).toEqual({ refused: 'DirectConnectClientException', message }),
);
