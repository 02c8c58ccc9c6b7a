import type { CloudGatewayKind } from '../cloud-gateway/kind.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** There is no such gateway, or it is somebody else's. */
export function unknownGateway(id: string): Refusal {
  // GUESS #4; `does not exist` is what clients look for [TF].
  return refuse(`Direct Connect Gateway ${id} does not exist.`);
}

/** There is no such association, or it is between gateways of others. */
export function unknownAssociation(id: string): Refusal {
  // GUESS #4; `does not exist` is what clients look for [TF].
  return refuse(`Direct Connect Gateway Association ${id} does not exist.`);
}

/** There is no such proposal, or it is between others. */
export function unknownProposal(id: string): Refusal {
  // GUESS #4; `is not found` is what clients look for [TF].
  return refuse(`Direct Connect Gateway Association Proposal ${id} is not found`);
}

/** It is accepted already: it can be neither accepted again nor deleted [M]. */
export function alreadyAccepted(id: string): Refusal {
  // "Direct Connect Gateway Association Proposal <id> has been accepted!" [TFI]; of a deletion by analogy (GUESS).
  return refuse(`Direct Connect Gateway Association Proposal ${id} has been accepted!`);
}

/** What it proposes to associate is not there, or not in the called Region. */
export function notInRegion(kind: CloudGatewayKind, id: string): Refusal {
  const word = kind === 'transitGateway' ? 'Transit' : 'Virtual';
  // "The Virtual Gateway in the Direct Connect Gateway Association Proposal <id> is not found" [aws-cli#6597]; of
  // transit gateways by analogy (GUESS).
  return refuse(`The ${word} Gateway in the Direct Connect Gateway Association Proposal ${id} is not found`);
}

/** States in which a gateway takes what is put on it: Ansible's module makes an association in the call after the creation [ANS]. */
const TAKES: readonly string[] = ['pending', 'available'];

/** Whether a Direct Connect gateway takes associations and virtual interfaces. */
export function takesMore({ state }: { readonly state: string }): boolean {
  return TAKES.includes(state);
}

/** It is not in a state in which that can be done with it. */
export function wrongState(what: string, id: string, state: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`${what} ${id} is in state ${state}`);
}

/** A list that is asked for without saying of what. */
export function needsFilter(members: readonly string[]): Refusal {
  // GUESS #23.
  return refuse(`Give one of ${members.slice(0, -1).join(', ')} and ${members.at(-1)}`);
}

/** Of several members that say the same thing not exactly one is there. */
export function needsOneOf(members: readonly string[]): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`Give exactly one of ${members.join(' and ')}`);
}

/** Prefixes of an association are decided by the owner of the Direct Connect gateway [UG23]. */
export function notTheOwners(id: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(
    `Direct Connect Gateway Association ${id} can be updated by the owner of the Direct Connect gateway only`,
  );
}

/** The two gateways are not associated. */
export function noAssociation(gatewayId: string, associatedId: string): Refusal {
  // GUESS #4; `does not exist` is what clients look for [TF].
  return refuse(
    `Direct Connect Gateway Association between ${gatewayId} and ${associatedId} does not exist.`,
  );
}
