import { type PoolUse, sumUse, UNUSED, type UseLine } from '../../domain/virtual-interface/pool-use.ts';
import type { Reader } from '../store.ts';
import { allByIds, readsByIds } from '../by-ids.ts';
import { query } from '../table.ts';

interface Line extends UseLine {
  readonly connectionId: string;
}

const READS = readsByIds((places) =>
  // Public ones take from no pool [M26].
  query<Line>(
    `select connection_id as "connectionId", rate_limit as "rateLimit", count(*) as interfaces,
       sum(case when kind = 'public' then 0 else prefix_count_v4 end) as "prefixesV4",
       sum(case when kind = 'public' then 0 else prefix_count_v6 end) as "prefixesV6"
     from virtual_interface
     where connection_id in (${places})
       and state not in ('deleted', 'rejected')
     group by connection_id, rate_limit`,
  ),
);

/** What lives on the given connections and LAGs has taken of them, in one read for a page of them. */
export async function poolUses(
  reader: Reader,
  parents: readonly string[],
): Promise<ReadonlyMap<string, PoolUse>> {
  const lines = await allByIds(reader, READS, parents);
  const byParent = Map.groupBy(lines, ({ connectionId }) => connectionId);
  return new Map([...byParent].map(([id, own]) => [id, sumUse(own)]));
}

/** The same of one. */
export async function poolUse(reader: Reader, parent: string): Promise<PoolUse> {
  return (await poolUses(reader, [parent])).get(parent) ?? UNUSED;
}
