import { type Refusal, refuse } from '../refusal.ts';

/** A device as an order sees it. */
export interface Candidate {
  readonly id: string;
  readonly ordinal: number;
  /** Speeds offered (`10G`), and those with MACsec. */
  readonly speeds: readonly string[];
  readonly macSecSpeeds: readonly string[];
  /** Makes ports as they are ordered: only declared scarcity is scarce. */
  readonly grows: boolean;
  /** Takes new orders. */
  readonly open: boolean;
  /** Numbers of the free declared ports that fit the order; empty on a device that grows. */
  readonly free: readonly number[];
  /** First number that no port has yet. */
  readonly next: number;
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
 * Ports for an order: on the device asked for, else on the one where the account has a port (so that a LAG can be
 * made of standalone connections), else on the first that has room. All on one device or none [M][UG26].
 */
export function choosePorts(candidates: readonly Candidate[], wish: PortWish): ChosenPorts | Refusal {
  const able = inOrder(candidates, wish).filter((device) => fits(device, wish));
  for (const device of able) {
    const room = take(device, wish.count);
    if (room !== undefined) return room;
  }
  // Texts unknown (GUESS, behaviour.md 12 #1); a device asked for by tag is this project's own.
  if (wish.wanted !== undefined) return refuse(`Device ${wish.wanted} has no ${describe(wish)} free`);
  return refuse(`No ${describe(wish)} is available at the location`);
}

function inOrder(candidates: readonly Candidate[], wish: PortWish): readonly Candidate[] {
  if (wish.wanted !== undefined) return candidates.filter(({ id }) => id === wish.wanted);
  const first = (device: Candidate) => (device.id === wish.existing ? 0 : 1);
  return candidates.toSorted((a, b) => first(a) - first(b) || a.ordinal - b.ordinal);
}

function fits(device: Candidate, wish: PortWish): boolean {
  return device.open && (wish.macSec ? device.macSecSpeeds : device.speeds).includes(wish.speed);
}

function take(device: Candidate, count: number): ChosenPorts | undefined {
  if (device.free.length >= count)
    return { device: device.id, numbers: device.free.slice(0, count), made: false };
  if (!device.grows) return undefined;
  const numbers = Array.from({ length: count }, (_, index) => device.next + index);
  return { device: device.id, numbers, made: true };
}

const describe = ({ speed, macSec, count }: PortWish) =>
  `${count === 1 ? 'port' : `set of ${count} ports on one device`} of ${speed}${macSec ? ' with MACsec' : ''}`;
