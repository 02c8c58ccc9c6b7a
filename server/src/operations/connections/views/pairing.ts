import { isFlatRate } from '../../../domain/billing/modes.ts';
import { billedUnit, type PairMember, pairsIn } from '../../../domain/billing/pairs.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { associationOf, pairableIn } from '../../../store/queries/resiliency.ts';
import type { Reader } from '../../../store/store.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * Which of the given connections are halves of a port pair: found when they are read, so that nothing has to be kept
 * in step with associations, devices and LAGs. Pay-as-you-go connections, nearly all of them, cost no read.
 *
 * @param rows as they are, or as this unit of work will leave them: they win over the store
 */
export async function pairedAmong(reader: Reader, rows: readonly PairMember[]): Promise<ReadonlySet<string>> {
  const flat = rows.filter(({ billingMode }) => isFlatRate(billingMode));
  if (flat.length === 0) return NONE;
  const written = new Map(rows.map((row) => [row.id, row]));
  const groups = await groupsOf(reader, [...flat, ...(await besideInLags(reader, flat, written))]);
  const members = await Promise.all(groups.map((group) => pairableIn(reader, group)));
  const units = new Set(
    members.flatMap((group) => [...pairsIn(group.map((row) => written.get(row.id) ?? row))]),
  );
  return new Set(flat.filter((row) => units.has(billedUnit(row))).map(({ id }) => id));
}

/** A LAG is billed as one: the group of any of its members counts for all. */
async function besideInLags(
  reader: Reader,
  flat: readonly PairMember[],
  written: ReadonlyMap<string, PairMember>,
): Promise<readonly PairMember[]> {
  const lagIds = new Set(flat.map(({ lagId }) => lagId).filter((id) => id !== null));
  const members = await Promise.all([...lagIds].map((id) => lagMembers(reader, id)));
  return members.flat().filter(({ id }) => !written.has(id));
}

async function groupsOf(reader: Reader, rows: readonly PairMember[]): Promise<readonly string[]> {
  const found = await Promise.all(rows.map(({ id }) => associationOf(reader, id)));
  return [...new Set(found.filter((row) => row !== undefined).map(({ groupId }) => groupId))];
}
