import { peersOfAll } from '../../../store/queries/bgp-peers.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { device } from '../../../store/queries/inventory.ts';
import type { Reader } from '../../../store/store.ts';
import type { BgpPeerRow } from '../../../store/tables/bgp-peers.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import { isKnown } from '../../connections/views/known.ts';
import type { QueryContext } from '../../operation.ts';
import type { Sealer } from '../../settings.ts';

/** What the answer about a virtual interface shows of rows beside its own. */
export interface InterfaceSurroundings {
  /** By virtual interface, oldest first. */
  readonly peers: ReadonlyMap<string, readonly BgpPeerRow[]>;
  /** Logical device, by device. */
  readonly logicalIds: ReadonlyMap<string, string>;
  /** LAGs that no jumbo frame gets through yet: all their members are only requested. */
  readonly narrowLags: ReadonlySet<string>;
  readonly sealer: Sealer;
}

/**
 * Reads what surrounds virtual interfaces: their peers in one read for a page, and one read a device or LAG.
 *
 * @param known peers as this unit of work leaves them, by virtual interface
 */
export async function surroundingsOf(
  { look: { reader }, settings: { sealer } }: QueryContext,
  rows: readonly VirtualInterfaceRow[],
  known: ReadonlyMap<string, readonly BgpPeerRow[]> = new Map(),
): Promise<InterfaceSurroundings> {
  const [peers, logicalIds, narrowLags] = await Promise.all([
    peersOfAll(
      reader,
      rows.map(({ id }) => id).filter((id) => !known.has(id)),
    ),
    logicalIdsOf(reader, distinct(rows.map(({ deviceId }) => deviceId))),
    narrowAmong(reader, distinct(rows.map(({ connectionId }) => connectionId))),
  ]);
  return { peers: new Map([...peers, ...known]), logicalIds, narrowLags, sealer };
}

async function logicalIdsOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    ids.map(async (id) => [id, (await device(reader, id))?.logicalId ?? id] as const),
  );
  return new Map(found);
}

/** A connection that carries virtual interfaces is past `requested`; a LAG may not be. */
async function narrowAmong(reader: Reader, parents: readonly string[]): Promise<ReadonlySet<string>> {
  const lags = parents.filter((id) => id.startsWith('dxlag-'));
  const members = await Promise.all(lags.map((id) => lagMembers(reader, id)));
  return new Set(lags.filter((_, index) => members[index]?.some(isKnown) !== true));
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];
