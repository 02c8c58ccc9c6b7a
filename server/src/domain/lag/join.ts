import type { ConnectionKind } from '../connection/kind.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A connection that is to become a member of a LAG, living and the caller's own. */
export interface Joining {
  readonly id: string;
  readonly kind: ConnectionKind;
  readonly location: string;
  readonly bandwidth: string;
  readonly deviceId: string | null;
  readonly macSec: number;
  /** Epoch milliseconds until which it moves into or out of a LAG, or null. */
  readonly movingUntil: number | null;
}

/** A LAG that is there, or that is ordered with the connection. */
export interface Target {
  /** Null: it is being ordered, and takes the connection's device [M]. */
  readonly id: string | null;
  readonly location: string;
  readonly bandwidth: string;
  readonly deviceId: string | null;
  readonly macSec: number;
}

/** A connection that is to be a member, or is ordered as one: then it has no id yet. */
interface Arriving extends Pick<Joining, 'kind'> {
  readonly id: string | null;
}

/** Whether a connection can become a member of a LAG: what the two of them say (fidelity 1.4). */
export function checkJoin(joining: Joining, target: Target, now: number): Refusal | undefined {
  const { id } = joining;
  if (joining.kind === 'hosted') {
    // LAGs are for dedicated connections [UG26]; the text is a GUESS.
    return refuse(`Connection ${id} is a hosted connection and cannot be associated with a Lag`);
  }
  return checkSettled(joining, now) ?? checkMacSec(joining, target) ?? checkPlace(joining, target);
}

/** A connection that moves into or out of a LAG cannot be moved again until it has arrived. */
export function checkSettled(
  { id, movingUntil }: Pick<Joining, 'id' | 'movingUntil'>,
  now: number,
): Refusal | undefined {
  if (movingUntil === null || movingUntil <= now) return undefined;
  // "Connection dxcon-fh9yptf2 is in a transitioning state." [TFI]
  return refuse(`Connection ${id} is in a transitioning state.`);
}

function checkMacSec(joining: Joining, target: Target): Refusal | undefined {
  if (joining.macSec === target.macSec) return undefined;
  // "Connection dxcon-… and lag should be requested MacSec at the same time" [TFI#36693]
  return refuse(`Connection ${joining.id} and lag should be requested MacSec at the same time`);
}

/** All members have one location, speed and device [M]. */
function checkPlace(joining: Joining, target: Target): Refusal | undefined {
  const { id } = joining;
  const lag = target.id === null ? 'the new Lag' : `Lag ${target.id}`;
  if (joining.location !== target.location) {
    // Must match [M]; the text is a GUESS.
    return refuse(`Connection ${id} is at location ${joining.location}, ${lag} at ${target.location}`);
  }
  if (joining.bandwidth !== target.bandwidth) {
    // Must match [M]; the text is a GUESS.
    return refuse(`Connection ${id} has bandwidth ${joining.bandwidth}, ${lag} has ${target.bandwidth}`);
  }
  if (target.id !== null && joining.deviceId !== target.deviceId) {
    // The same endpoint [M]; its name is not told before the connection is pending; the text is a GUESS.
    return refuse(`Connection ${id} and ${lag} do not terminate at the same Direct Connect endpoint`);
  }
  return undefined;
}

/**
 * A partner's LAG has interconnects, and a registered partner's connections. In the lab what an undeclared account
 * ordered as a connection is a customer's, and stays out of it (own rule).
 */
export function checkPartners(
  joining: Arriving,
  lag: { readonly id: string; readonly allowsHosted: number },
  registeredPartner: boolean,
): Refusal | undefined {
  if (lag.allowsHosted === 0 || joining.kind === 'interconnect' || registeredPartner) return undefined;
  const it = joining.id === null ? 'the new connection' : `Connection ${joining.id}`;
  // Own text (GUESS).
  return refuse(`Lag ${lag.id} carries hosted connections: ${it} is not an interconnect`);
}

/**
 * An interconnect makes the LAG a partner's, which has no virtual interface of its own [M].
 *
 * @param virtualInterfaces how many virtual interfaces live on the LAG
 */
export function checkOpensToHosted(
  joining: Arriving,
  lag: { readonly id: string; readonly allowsHosted: number },
  virtualInterfaces: number,
): Refusal | undefined {
  if (joining.kind !== 'interconnect' || lag.allowsHosted === 1 || virtualInterfaces === 0) return undefined;
  const it = joining.id === null ? 'the new interconnect' : `interconnect ${joining.id}`;
  // Own text (GUESS).
  return refuse(`Lag ${lag.id} has virtual interfaces: ${it} cannot be associated with it`);
}

/** A hosted connection, as conflicts of VLANs see it. */
export interface Tagged {
  readonly vlan: number | null;
}

/** Hosted connections move along with their interconnect; a VLAN that the LAG uses already is refused [M][UG23]. */
export function checkVlans(moving: readonly Tagged[], present: readonly Tagged[]): Refusal | undefined {
  const used = new Set(present.map(({ vlan }) => vlan));
  const taken = moving.find(({ vlan }) => vlan !== null && used.has(vlan));
  // "Vlan 1004 is already in use" [LIVE]
  return taken === undefined ? undefined : refuse(`Vlan ${taken.vlan} is already in use`);
}
