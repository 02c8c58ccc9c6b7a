import { type Refusal, refuse } from '../refusal.ts';

/** There is no such virtual interface, or it is somebody else's. */
export function unknownInterface(id: string): Refusal {
  // GUESS #3; `does not exist` is what clients look for [TF].
  return refuse(`Virtual Interface ${id} does not exist.`);
}

/** It is seen by who asks, as the owner of its connection, and is another's to do that with (GUESS #25). */
export function ownersAlone(id: string, act: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`Virtual Interface ${id} belongs to another account: only its owner can ${act}`);
}

/** A member that the model leaves optional, and practice does not; `member` is its path. */
export function required<T>(member: string, value: T | undefined): T | Refusal {
  if (value !== undefined) return value;
  // In the words of what the model itself requires (GUESS).
  return refuse(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

/** Hosted ones are for somebody else than the owner of the connection. */
export function checkOtherAccount(ownerAccount: string, connectionAccount: string): Refusal | undefined {
  if (ownerAccount !== connectionAccount) return undefined;
  // "Cannot allocate VirtualInterface for the connection owner." [TFI#5726]
  return refuse('Cannot allocate VirtualInterface for the connection owner.');
}

/** It does not wait for its owner. */
export function notConfirming(operation: string, id: string, state: string): Refusal {
  // By analogy with ConfirmConnection [aws-sdk-go#2717] (GUESS).
  return refuse(`${operation} failed. ${id} is in state ${state}`);
}

/** It is of another type than the operation is for. */
export function wrongType(operation: string, id: string, kind: string): Refusal {
  // GUESS.
  return refuse(`${operation} failed. ${id} is a ${kind} virtual interface`);
}
