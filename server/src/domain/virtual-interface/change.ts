import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceState } from './lifecycle.ts';

/** What waits for its owner is nobody's to change yet (GUESS): it starts with what it was allocated [UG26]. */
export function checkConfirmed({
  id,
  state,
}: {
  readonly id: string;
  readonly state: VirtualInterfaceState;
}): Refusal | undefined {
  // In the words of ConfirmConnection [aws-sdk-go#2717] (GUESS).
  return state === 'confirming' ? refuse(`Virtual Interface ${id} is in state ${state}`) : undefined;
}
