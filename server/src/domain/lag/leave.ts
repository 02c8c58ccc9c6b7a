import type { ConnectionState } from '../connection/lifecycle.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isOperational } from './operational.ts';

export interface Member {
  readonly id: string;
  readonly state: ConnectionState;
}

/**
 * Refuses to take a member out where the LAG would fall below `minimumLinks`: by its members (four and a minimum of 4:
 * no; of 3: yes [FAQ]), or by those that work [M]. A LAG that is below already does not fall.
 *
 * @param members all of them, `leaving` among them
 */
export function checkMinimum(
  lag: { readonly id: string; readonly minimumLinks: number },
  members: readonly Member[],
  leaving: Member,
): Refusal | undefined {
  const { id, minimumLinks } = lag;
  const left = members.filter((member) => member.id !== leaving.id);
  const falls = (count: (of: readonly Member[]) => number) =>
    count(members) >= minimumLinks && count(left) < minimumLinks;
  if (!falls((of) => of.length) && !falls((of) => of.filter(({ state }) => isOperational(state)).length))
    return undefined;
  // Text unknown (GUESS, fidelity 1.17).
  return refuse(`Lag ${id} would fall below its minimum of ${minimumLinks} operational connections`);
}

/** Whether a connection can leave its LAG and stand alone: the last member always may [M]. */
export function checkLeave(
  lag: { readonly id: string; readonly minimumLinks: number },
  members: readonly Member[],
  leaving: Member,
): Refusal | undefined {
  return members.length === 1 ? undefined : checkMinimum(lag, members, leaving);
}

/** There is no such connection to take out of a LAG. */
export function noSuchConnection(id: string): Refusal {
  // Contains `Connection does not exist` [TF]; the rest is a GUESS.
  return refuse(`Connection does not exist: ${id}`);
}

/** There is no such LAG to take a connection out of. */
export function noSuchLag(id: string): Refusal {
  // Contains `Lag does not exist` [TF]; the rest is a GUESS.
  return refuse(`Lag does not exist: ${id}`);
}

/** The connection is not a member of the LAG. */
export function notAMember(id: string, lagId: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`Connection ${id} is not associated with Lag ${lagId}`);
}

/** The connection is a member of the LAG already. */
export function isMember(id: string, lagId: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`Connection ${id} is already associated with Lag ${lagId}`);
}
