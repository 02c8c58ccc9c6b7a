import { type Refusal, refuse } from '../refusal.ts';

/** A device as an order sees it. */
export interface OfferingDevice {
  readonly id: string;
  readonly ordinal: number;
  /** Speeds offered (`10G`), and those with MACsec. */
  readonly speeds: readonly string[];
  readonly macSecSpeeds: readonly string[];
  /** Takes new orders. */
  readonly open: boolean;
}

/** What a device has for an order. */
export interface Room {
  readonly device: string;
  /** Numbers of free ports that fit. */
  readonly free: readonly number[];
  /** First number that no port has yet; undefined where only declared ports exist. */
  readonly next: number | undefined;
}

export interface PortWish {
  readonly speed: string;
  readonly macSec: boolean;
  /** How many, all on one device. */
  readonly count: number;
  /** Device asked for by tag or operator, and the device of the account's existing port. */
  readonly wanted?: string | undefined;
  readonly existing?: string | undefined;
}

export interface ChosenPorts {
  readonly device: string;
  readonly numbers: readonly number[];
  /** The ports do not exist yet: they are made with the order. */
  readonly made: boolean;
}

/**
 * Devices that could serve an order, in the order of choice: the one asked for alone, else first the one where the
 * account has a port (so that a LAG can be made of standalone connections), then by ordinal.
 */
export function devicesFor<D extends OfferingDevice>(devices: readonly D[], wish: PortWish): readonly D[] {
  const able = devices.filter(
    ({ id, open, speeds, macSecSpeeds }) =>
      open &&
      (wish.macSec ? macSecSpeeds : speeds).includes(wish.speed) &&
      (wish.wanted === undefined || wish.wanted === id),
  );
  const rank = ({ id, ordinal }: D) => (id === wish.existing ? Number.NEGATIVE_INFINITY : ordinal);
  return able.toSorted((a, b) => rank(a) - rank(b));
}

/** All ports of an order from one device, or undefined: all on one or none [M][UG26]. */
export function takeFrom({ device, free, next }: Room, count: number): ChosenPorts | undefined {
  if (free.length >= count) return { device, numbers: free.slice(0, count), made: false };
  if (next === undefined) return undefined;
  return { device, numbers: Array.from({ length: count }, (_, index) => next + index), made: true };
}

/** No device had room, or there is none as the one asked for among those at the location. */
export function noRoom(wish: PortWish, devices: readonly Pick<OfferingDevice, 'id'>[]): Refusal {
  const { count, speed, macSec, wanted } = wish;
  const what = `${count === 1 ? 'port' : `set of ${count} ports on one device`} of ${speed}${macSec ? ' with MACsec' : ''}`;
  // Texts unknown (GUESS #1); a device asked for by tag is this project's own.
  if (wanted !== undefined && devices.every(({ id }) => id !== wanted))
    return refuse(`There is no device ${wanted} at the location`);
  if (wanted !== undefined) return refuse(`Device ${wanted} has no ${what} free`);
  // GUESS, as above.
  return refuse(`No ${what} is available at the location`);
}
