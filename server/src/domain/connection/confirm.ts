import { type Durations, type Phase, step, wireState } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ConnectionKind } from './kind.ts';
import { type ConnectionState, lifecycleFor } from './lifecycle.ts';

/** A connection that its owner wants to confirm. */
export interface Confirmed {
  readonly id: string;
  readonly kind: ConnectionKind;
  readonly state: ConnectionState;
}

/** The phase of a hosted connection that its owner has confirmed; no other connection waits for that [M]. */
export function confirmOrder(
  { id, kind, state }: Confirmed,
  now: number,
  durations: Durations<TimerName>,
): Phase<ConnectionState> | Refusal {
  const lifecycle = lifecycleFor(kind);
  const phase = step(lifecycle, state, 'confirm', now, durations);
  if (phase !== undefined) return phase;
  // "ConfirmConnection failed. dxcon-ffv0l30a is in state requested" [aws-sdk-go#2717]
  return refuse(`ConfirmConnection failed. ${id} is in state ${wireState(lifecycle, state)}`);
}
