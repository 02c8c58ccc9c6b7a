import { checkMinimum, type Member } from '../lag/leave.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What hangs on a connection that is to be deleted. */
export interface Deletion {
  readonly id: string;
  /** Virtual interfaces that live on it: of a hosted connection the customer's. */
  readonly virtualInterfaces: number;
  /** Hosted connections that live on it: of interconnects alone. */
  readonly hostedConnections: number;
  /** The LAG that it is a member of, with all its members. */
  readonly lag: LagAround | undefined;
  /** The connection among the members of its LAG. */
  readonly member: Member;
}

export interface LagAround {
  readonly id: string;
  readonly minimumLinks: number;
  readonly members: readonly Member[];
}

/** Refuses to delete what others still stand on (fidelity 1.1, 1.2). */
export function checkDeletion(what: Deletion): Refusal | undefined {
  if (what.virtualInterfaces > 0) {
    // Refused [UG23]; the text is a GUESS after the LAG's `until its Virtual Interfaces are deleted` [ANS].
    return refuse(`Connection ${what.id} cannot be deleted until its Virtual Interfaces are deleted`);
  }
  if (what.hostedConnections > 0) {
    // Refused (GUESS, fidelity 1.2, as for a LAG), and so is its text.
    return refuse(`Interconnect ${what.id} cannot be deleted until its hosted connections are deleted`);
  }
  return what.lag === undefined ? undefined : checkMinimum(what.lag, what.lag.members, what.member);
}
