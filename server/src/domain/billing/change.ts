import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import { type ConnectionKind, kindInWords } from '../connection/kind.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { checkNeighbours, checkOffered, isFlatRate, type Neighbour } from './modes.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** "A rolling six months" [UG26], counted as half a year of days (GUESS). */
const WINDOW_MS = 183 * DAY_MS;

/** A connection whose mode is to be changed. */
export interface Changing extends Neighbour {
  readonly kind: ConnectionKind;
  readonly lagId: string | null;
  readonly location: string;
  readonly bandwidth: string;
  /** Epoch milliseconds of earlier changes, newest last. */
  readonly changes: readonly number[];
}

/** What stands around the connections that are to be changed. */
export interface Around {
  /** What each location sells. */
  readonly offers: ReadonlyMap<string, readonly AvailableBillingMode[]>;
  /** By location: the account's living dedicated connections there (those of the batch may be among them). */
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  /** By LAG: its members. */
  readonly members: ReadonlyMap<string, readonly Neighbour[]>;
  /** LAGs that carry hosted connections. */
  readonly partnerLags: ReadonlySet<string>;
}

/** A connection that gets another mode, with its changes as they are kept from now on. */
export interface Change {
  readonly id: string;
  readonly changes: readonly number[];
}

/**
 * The changes of mode of a batch, which is done whole or not at all. The mode that a connection has already changes
 * and counts nothing; a change of tier counts. The rules of locations and LAGs are held after the whole batch
 * (GUESS, fidelity 11.2b).
 *
 * @param changesMax changes a connection may have in the rolling window
 */
export function changeModes(
  batch: readonly Changing[],
  mode: RequestBillingMode,
  around: Around,
  now: number,
  changesMax: number,
): readonly Change[] | Refusal {
  const changes: Change[] = [];
  for (const row of batch) {
    const change = changeMode(row, mode, around, now, changesMax);
    if (isRefusal(change)) return change;
    if (change !== undefined) changes.push(change);
  }
  const changed = new Set(changes.map(({ id }) => id));
  const rows = batch.filter(({ id }) => changed.has(id));
  return checkLags(rows, mode, changed, around) ?? checkLocations(rows, mode, changed, around) ?? changes;
}

function changeMode(
  row: Changing,
  mode: RequestBillingMode,
  around: Around,
  now: number,
  changesMax: number,
): Change | Refusal | undefined {
  if (row.kind === 'interconnect' || (row.kind === 'hosted' && isFlatRate(mode))) {
    // Dedicated connections only [UG26]; a client exception in an own text (GUESS, fidelity 11.2b).
    return refuse(`Billing mode ${mode} is not available for ${row.id}: it is ${kindInWords(row.kind)}`);
  }
  if (row.billingMode === mode) return undefined;
  if (row.lagId !== null && around.partnerLags.has(row.lagId)) {
    // As for the interconnects that its members are outside of it [M]; own text (GUESS, fidelity 11.2b).
    return refuse(
      `Billing mode ${mode} is not available for ${row.id}: ${row.lagId} carries hosted connections`,
    );
  }
  const unsold = checkOffered(mode, row.bandwidth, row.location, around.offers.get(row.location) ?? []);
  if (unsold !== undefined) return unsold;
  const recent = row.changes.filter((at) => at > now - WINDOW_MS);
  if (recent.length >= changesMax) {
    // At most three in a rolling six months [UG26]; own text (GUESS, fidelity 11.2b).
    return refuse(`The billing mode of ${row.id} was changed ${recent.length} times in the last six months`);
  }
  return { id: row.id, changes: [...recent, now] };
}

function checkLags(
  rows: readonly Changing[],
  mode: string,
  changed: ReadonlySet<string>,
  around: Around,
): Refusal | undefined {
  const lagIds = new Set(rows.map(({ lagId }) => lagId).filter((id) => id !== null));
  for (const lagId of lagIds) {
    const left = (around.members.get(lagId) ?? []).find(
      ({ id, billingMode }) => !changed.has(id) && billingMode !== mode,
    );
    if (left === undefined) continue;
    // Members share one mode [UG26]; own text (GUESS, fidelity 11.2b).
    return refuse(
      `The connections of ${lagId} share one billing mode: change all of them together, ${left.id} is missing`,
    );
  }
  return undefined;
}

function checkLocations(
  rows: readonly Changing[],
  mode: RequestBillingMode,
  changed: ReadonlySet<string>,
  around: Around,
): Refusal | undefined {
  for (const location of new Set(rows.map((row) => row.location))) {
    const beside = (around.neighbours.get(location) ?? []).filter(({ id }) => !changed.has(id));
    const mixed = checkNeighbours(mode, location, beside);
    if (mixed !== undefined) return mixed;
  }
  return undefined;
}
