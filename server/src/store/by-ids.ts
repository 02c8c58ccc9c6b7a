import type { Reader } from './store.ts';
import type { Query } from './table.ts';

/** How many ids one read asks for: few texts, so that each is prepared once. */
const SIZES = [1, 10, 100] as const;
const LARGEST = 100;

/** The same read for a few ids and for many. */
export type ReadsByIds<R> = readonly { readonly size: number; readonly read: Query<R> }[];

/** @param readOf the read with these places for ids */
export function readsByIds<R>(readOf: (places: string) => Query<R>): ReadsByIds<R> {
  return SIZES.map((size) => ({
    size,
    read: readOf(Array.from({ length: size }, () => '?').join(', ')),
  }));
}

/** What the read finds for all the ids: one read for a page of them. The order holds within one id. */
export async function allByIds<R>(
  reader: Reader,
  reads: ReadsByIds<R>,
  ids: readonly string[],
): Promise<readonly R[]> {
  return (await Promise.all(chunks(ids).map((chunk) => chunkOf(reader, reads, chunk)))).flat();
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const starts = Array.from({ length: Math.ceil(ids.length / LARGEST) }, (_, index) => index * LARGEST);
  return starts.map((start) => ids.slice(start, start + LARGEST));
}

/** The places that are left over ask for the first one again. */
async function chunkOf<R>(
  reader: Reader,
  reads: ReadsByIds<R>,
  ids: readonly string[],
): Promise<readonly R[]> {
  const fitting = reads.find(({ size }) => size >= ids.length);
  const [first] = ids;
  if (fitting === undefined || first === undefined) return [];
  const values = Array.from({ length: fitting.size }, (_, index) => ids[index] ?? first);
  return reader.all(fitting.read, ...values);
}
