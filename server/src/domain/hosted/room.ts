import { bandwidthText, mbpsOf } from '../bandwidth.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What takes room on an interconnect or LAG: its VLAN and its bandwidth. */
export interface Slice {
  readonly vlan: number | null;
  readonly bandwidth: string;
}

/** What carries hosted connections. */
export interface Carrier {
  /** In words: `Interconnect dxcon-…`, `Lag dxlag-…`. */
  readonly name: string;
  /** Bandwidth of each port that it has now: one of an interconnect, the members' of a LAG. */
  readonly ports: readonly string[];
  /** Hosted connections that live on it: those still to be confirmed have their place too. */
  readonly carried: readonly Slice[];
}

/** Whether a hosted connection finds a place: a VLAN of its own [M], and bandwidth that no other was promised. */
export function checkRoom(slice: Slice, carrier: Carrier): Refusal | undefined {
  if (carrier.carried.some(({ vlan }) => vlan === slice.vlan)) {
    // "Vlan 1004 is already in use" [LIVE], there of a virtual interface; here by analogy (GUESS).
    return refuse(`Vlan ${slice.vlan ?? ''} is already in use`);
  }
  const free = freeMbps(carrier);
  if ((mbpsOf(slice.bandwidth) ?? 0) <= free) return undefined;
  // Oversubscription is not allowed, and its text: GUESS, fidelity 1.2.
  return refuse(
    `${carrier.name} has ${bandwidthText(free)} of ${bandwidthText(sum(carrier.ports))} left: ${slice.bandwidth} does not fit`,
  );
}

/** A hosted connection that moves to another interconnect or LAG. */
export interface MovingSlice extends Slice {
  readonly id: string;
  readonly location: string;
}

/** Whether a hosted connection can move: its place is the customer's to rely on, and VLAN and bandwidth are free there [M]. */
export function checkMove(
  slice: MovingSlice,
  to: Carrier & { readonly location: string },
): Refusal | undefined {
  if (slice.location !== to.location) {
    // A connection's location cannot change [UG23]; that it holds here, and the text: GUESS.
    return refuse(`Connection ${slice.id} is at location ${slice.location}, ${to.name} at ${to.location}`);
  }
  return checkRoom(slice, to);
}

/** What is not promised yet, in Mbit/s; 0 where members have left a LAG whose slices stayed. */
export function freeMbps({ ports, carried }: Carrier): number {
  return Math.max(0, sum(ports) - sum(carried.map(({ bandwidth }) => bandwidth)));
}

function sum(bandwidths: readonly string[]): number {
  return bandwidths.reduce((total, bandwidth) => total + (mbpsOf(bandwidth) ?? 0), 0);
}
