import { textsIn } from '../domain/texts-in.ts';
import { prefixesThrough } from '../domain/routing/through.ts';
import { type PrefixTime, timesAfter, timesOf } from '../domain/routing/times.ts';
import type { CloudGatewayRow } from '../store/tables/cloud-gateways.ts';
import type { AssociationRow } from '../store/tables/gateways.ts';

/** What an association is known by when its prefixes are asked for. */
type Bringing = Pick<
  AssociationRow,
  'associatedType' | 'state' | 'stateSince' | 'allowedPrefixes' | 'prefixTimes'
>;

const times = (json: string) => JSON.parse(json) as readonly PrefixTime[];

/** What an association brings as it is now. @param cidrs JSON list of the prefixes behind the other gateway */
function brought(row: Bringing, cidrs: string): readonly string[] {
  const { associatedType: kind, state, allowedPrefixes } = row;
  return prefixesThrough({ kind, state, allowedPrefixes: textsIn(allowedPrefixes), cidrs: textsIn(cidrs) });
}

function timedBefore(row: Bringing, cidrs: string) {
  return { cidrs: brought(row, cidrs), times: times(row.prefixTimes), since: row.stateSince };
}

/** Since when each prefix is advertised for an association. */
export function timesThrough(row: Bringing, cidrs: string): ReadonlyMap<string, number> {
  return timesOf(timedBefore(row, cidrs));
}

/** The times of an association's prefixes after a change of it, or of what is behind the other gateway. */
export function associationTimes(
  before: { readonly row: Bringing; readonly cidrs: string },
  after: { readonly row: Bringing; readonly cidrs: string },
  now: number,
): Pick<AssociationRow, 'prefixTimes'> {
  const kept = timesAfter(timedBefore(before.row, before.cidrs), brought(after.row, after.cidrs), now);
  return { prefixTimes: JSON.stringify(kept) };
}

type Networked = Pick<CloudGatewayRow, 'cidrs' | 'prefixTimes' | 'createdAt'>;

function networkedBefore({ cidrs, prefixTimes, createdAt }: Networked) {
  return { cidrs: textsIn(cidrs), times: times(prefixTimes), since: createdAt };
}

/** Since when each prefix is behind a virtual private or transit gateway. */
export function timesBehind(row: Networked): ReadonlyMap<string, number> {
  return timesOf(networkedBefore(row));
}

/** The times of such prefixes from now on. */
export function networkTimes(
  before: Networked | undefined,
  cidrs: readonly string[],
  now: number,
): Pick<CloudGatewayRow, 'prefixTimes'> {
  const known = before === undefined ? { cidrs: [], times: [], since: now } : networkedBefore(before);
  return { prefixTimes: JSON.stringify(timesAfter(known, cidrs, now)) };
}
