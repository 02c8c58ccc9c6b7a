import type { BillingMode } from '../../model/types.gen.ts';
import { isInReview } from '../connection/lifecycle.ts';
import { hasEnded } from '../ended.ts';
import { isFlatRate, shownMode } from './modes.ts';

/** A member of a resiliency group, as pairing sees it. */
export interface PairMember {
  readonly id: string;
  readonly lagId: string | null;
  readonly state: string;
  readonly deviceId: string | null;
  readonly bandwidth: string;
  readonly billingMode: string;
}

/** What is billed as one: a connection, or a LAG with all its members [UG26]. */
export function billedUnit(row: Pick<PairMember, 'id' | 'lagId'>): string {
  return row.lagId ?? row.id;
}

/** Whether a member counts: flat-rate, living, and on a device that is known (GUESS, fidelity 11.2b). */
function counts(row: PairMember): boolean {
  // A LAG's device is known from its creation [CLI]; a connection's from `pending` on (guesses #35).
  const known = row.deviceId !== null && (row.lagId !== null || !isInReview(row.state));
  return known && isFlatRate(row.billingMode) && !hasEnded(row);
}

/**
 * The connections and LAGs of one resiliency group that are halves of a port pair: two that are flat-rate, on
 * different devices, with equal speed and equal tier [UG26][PG26]. The one that joined the group first is paired
 * first (GUESS); an odd one stays single.
 *
 * @param members in the order in which they joined
 */
export function pairsIn(members: readonly PairMember[]): ReadonlySet<string> {
  const single = new Map<string, PairMember>();
  const paired = new Set<string>();
  for (const row of members.filter(counts)) {
    const unit = billedUnit(row);
    if (single.has(unit) || paired.has(unit)) continue;
    const match = [...single].find(([, other]) => goTogether(row, other));
    if (match === undefined) {
      single.set(unit, row);
      continue;
    }
    single.delete(match[0]);
    paired.add(match[0]).add(unit);
  }
  return paired;
}

function goTogether(one: PairMember, other: PairMember): boolean {
  return (
    one.deviceId !== other.deviceId &&
    one.bandwidth === other.bandwidth &&
    one.billingMode === other.billingMode
  );
}

/**
 * The mode that a LAG shows: its members' (GUESS, fidelity 11.2b); its own while it has none.
 *
 * @param paired connections that are halves of a port pair
 */
export function lagShownMode(
  lagMode: string,
  members: readonly { readonly id: string; readonly billingMode: string }[],
  paired: ReadonlySet<string>,
): BillingMode {
  const [first] = members;
  return first === undefined ? shownMode(lagMode, false) : shownMode(first.billingMode, paired.has(first.id));
}
