import { type PoolUse, sumUse, UNUSED, type UseLine } from '../../domain/virtual-interface/pool-use.ts';
import type { Reader } from '../store.ts';
import { query } from '../table.ts';

interface Line extends UseLine {
  readonly connectionId: string;
}

/** How many parents one read asks for: few texts, so that each is prepared once. */
const SIZES = [1, 10, 100] as const;
const READS = SIZES.map((size) => ({ size, read: readOf(size) }));
const LARGEST = 100;

function readOf(size: number) {
  // Public ones take from no pool [M26].
  return query<Line>(
    `select connection_id as "connectionId", rate_limit as "rateLimit", count(*) as interfaces,
       sum(case when kind = 'public' then 0 else prefix_count_v4 end) as "prefixesV4",
       sum(case when kind = 'public' then 0 else prefix_count_v6 end) as "prefixesV6"
     from virtual_interface
     where connection_id in (${Array.from({ length: size }, () => '?').join(', ')})
       and state not in ('deleted', 'rejected')
     group by connection_id, rate_limit`,
  );
}

/** What lives on the given connections and LAGs has taken of them, in one read for a page of them. */
export async function poolUses(
  reader: Reader,
  parents: readonly string[],
): Promise<ReadonlyMap<string, PoolUse>> {
  const lines = (await Promise.all(chunks(parents).map((chunk) => linesOf(reader, chunk)))).flat();
  const byParent = Map.groupBy(lines, ({ connectionId }) => connectionId);
  return new Map([...byParent].map(([id, own]) => [id, sumUse(own)]));
}

/** The same of one. */
export async function poolUse(reader: Reader, parent: string): Promise<PoolUse> {
  return (await poolUses(reader, [parent])).get(parent) ?? UNUSED;
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const starts = Array.from({ length: Math.ceil(ids.length / LARGEST) }, (_, index) => index * LARGEST);
  return starts.map((start) => ids.slice(start, start + LARGEST));
}

/** The places that are left over ask for the first one again. */
async function linesOf(reader: Reader, ids: readonly string[]): Promise<readonly Line[]> {
  const fitting = READS.find(({ size }) => size >= ids.length);
  const [first] = ids;
  if (fitting === undefined || first === undefined) return [];
  const values = Array.from({ length: fitting.size }, (_, index) => ids[index] ?? first);
  return reader.all(fitting.read, ...values);
}
