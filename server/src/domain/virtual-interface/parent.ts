import type { ConnectionKind } from '../connection/kind.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A connection that is to carry a virtual interface. */
export interface ParentConnection {
  readonly id: string;
  readonly kind: ConnectionKind;
  /** As the wire spells it. */
  readonly state: string;
  readonly lagId: string | null;
}

/** A port that is down is fine [FAQ]. */
const READY: readonly string[] = ['available', 'down'];

/** Whether a connection can carry virtual interfaces (fidelity 1.5). */
export function checkParentConnection({ id, kind, state, lagId }: ParentConnection): Refusal | undefined {
  if (kind === 'interconnect') {
    // Interconnects carry hosted connections, and no virtual interface of their own; the text is a GUESS.
    return refuse(`Connection ${id} is an interconnect and cannot have virtual interfaces`);
  }
  // "The specified Connection ID is not available" [TUT][LIVE], there of one that was pending.
  if (!READY.includes(state)) return refuse('The specified Connection ID is not available');
  if (lagId === null) return undefined;
  // Virtual interfaces of a member move to its LAG [M], so new ones belong there too; the text is a GUESS.
  return refuse(`Connection ${id} is a member of Lag ${lagId}: use the ID of the Lag`);
}

/** A LAG takes virtual interfaces while its members are only requested [CFN]; a partner's takes none [M]. */
export function checkParentLag(lag: {
  readonly id: string;
  readonly allowsHosted: number;
}): Refusal | undefined {
  // The text is a GUESS.
  return lag.allowsHosted === 0
    ? undefined
    : refuse(`Lag ${lag.id} carries hosted connections and cannot have virtual interfaces`);
}

/** A hosted connection is one VLAN of its partner's: what runs over it has that VLAN [UG26]. */
export function checkHostedVlan(vlan: number, id: string, hostedVlan: number | null): Refusal | undefined {
  if (hostedVlan === null || vlan === hostedVlan) return undefined;
  // Refused, and its text: GUESS, fidelity 1.5.
  return refuse(`Vlan ${vlan} is not the one of hosted connection ${id}: use ${hostedVlan}`);
}
