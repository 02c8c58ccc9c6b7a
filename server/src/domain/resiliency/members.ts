import { type ConnectionKind, kindInWords } from '../connection/kind.ts';
import { hasEnded } from '../ended.ts';
import { unknownConnection } from '../ids.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { parseArn, partitionOf } from '../region.ts';
import type { ResiliencyAssociationState } from './lifecycle.ts';

/** Where a connection is that an identifier names: its id, and the Region to look in. */
export interface ConnectionPlace {
  readonly id: string;
  readonly region: string;
}

/**
 * The connection that an id or an ARN names. Ids are of the called Region; ARNs may name the caller's connections in
 * other Regions of the partition (GUESS, fidelity 11.2b). Somebody else's look unknown.
 */
export function connectionPlace(
  identifier: string,
  account: string,
  region: string,
): ConnectionPlace | Refusal {
  if (/^dxcon-[a-z0-9]{8,21}$/.test(identifier)) return { id: identifier, region };
  const parsed = parseArn(identifier);
  // "Connection ID foobar has an invalid format." [botocore functional test], for ARNs too (GUESS).
  if (parsed?.kind !== 'dxcon') return refuse(`Connection ID ${identifier} has an invalid format.`);
  const samePartition = identifier.startsWith(`arn:${partitionOf(region)}:`);
  if (parsed.account !== account || !samePartition) return unknownConnection(identifier);
  return { id: parsed.id, region: parsed.region };
}

/** A connection that is to join or to leave, and the association that it has. */
export interface Candidate {
  readonly identifier: string;
  readonly connection:
    | {
        readonly id: string;
        readonly kind: ConnectionKind;
        readonly state: string;
      }
    | undefined;
  readonly association: { readonly groupId: string; readonly state: ResiliencyAssociationState } | undefined;
}

/**
 * Which of the batch join the group: those that are not in it yet. Members are the account's own dedicated
 * connections that are not being deleted, in one group each; the same group again is a success (GUESS,
 * fidelity 11.2b).
 *
 * @param present how many members the group has, those on their way out included
 */
export function planJoin<C extends Candidate>(
  groupId: string,
  batch: readonly C[],
  present: number,
  membersMax: number,
): readonly C[] | Refusal {
  for (const candidate of batch) {
    const problem = checkJoin(groupId, candidate);
    if (problem !== undefined) return problem;
  }
  const joining = batch.filter(({ association }) => association === undefined);
  if (present + joining.length <= membersMax) return joining;
  // The exception has no message member [M26]; no quota is published (50: CFN); the text is for logs (GUESS).
  return refuse(`A resiliency group can have at most ${membersMax} connections`, 'LimitExceededException');
}

function checkJoin(groupId: string, { identifier, connection, association }: Candidate): Refusal | undefined {
  if (connection === undefined || hasEnded(connection)) return unknownConnection(identifier);
  const { id, kind } = connection;
  if (kind !== 'dedicated') {
    // Own text (GUESS, fidelity 11.2b).
    return refuse(
      `Connection ${id} is ${kindInWords(kind)}: a resiliency group takes dedicated connections only`,
    );
  }
  if (association === undefined) return undefined;
  if (association.groupId !== groupId) {
    // Own text (GUESS, fidelity 11.2b).
    return refuse(`Connection ${id} is already associated with Resiliency Group ${association.groupId}`);
  }
  // In the words of a LAG that is busy [TFI]; that they are said here too is a GUESS.
  if (association.state === 'disassociating') return refuse(`Connection ${id} is in a transitioning state.`);
  return undefined;
}

/** Refuses a batch that names a connection that is not in the group. One that is leaving already is in it (GUESS). */
export function checkLeave(groupId: string, batch: readonly Candidate[]): Refusal | undefined {
  for (const { identifier, connection, association } of batch) {
    if (connection === undefined || hasEnded(connection)) return unknownConnection(identifier);
    if (association?.groupId !== groupId) {
      // Own text (GUESS, fidelity 11.2b).
      return refuse(`Connection ${connection.id} is not associated with Resiliency Group ${groupId}`);
    }
  }
  return undefined;
}
