import type { AnnouncedRoute } from '../fabric/fabric.ts';
import { textDigest } from '../store/digests.ts';
import { toldTo } from '../store/queries/customer-routers.ts';
import type { CustomerRow } from '../store/queries/edges.ts';
import type { Reader } from '../store/store.ts';

/** Letters of JSON of which the lists are kept: those of two edges with 1,000 virtual interfaces of 100 routes each. */
const KEPT_LETTERS = 16 * 1024 * 1024;

interface Kept {
  readonly list: readonly AnnouncedRoute[];
  readonly letters: number;
}

type Told = Pick<CustomerRow, 'virtualInterfaceId' | 'told' | 'digest'>;

/**
 * Reads what customers' routers have been told to announce, by virtual interface. A list is read and parsed when its digest
 * is met for the first time: an edge is looked at for each thing that happens on it, and what is announced seldom changes.
 */
export function announcementsOf(
  reader: Reader,
): (rows: readonly Told[]) => Promise<ReadonlyMap<string, readonly AnnouncedRoute[]>> {
  // In the order in which they were last wanted.
  const kept = new Map<string, Kept>();
  let letters = 0;
  const forget = (digest: string) => {
    letters -= kept.get(digest)?.letters ?? 0;
    kept.delete(digest);
  };
  const keep = (digest: string, one: Kept) => {
    forget(digest);
    kept.set(digest, one);
    letters += one.letters;
  };
  const parse = (text: string) => {
    const list = JSON.parse(text) as AnnouncedRoute[];
    keep(textDigest(text), { list, letters: text.length });
    return list;
  };
  return async (rows) => {
    const lists = new Map<string, readonly AnnouncedRoute[]>();
    const unknown: string[] = [];
    for (const { virtualInterfaceId, told, digest } of rows) {
      const known = kept.get(digest ?? '');
      if (known !== undefined && digest !== null) {
        keep(digest, known);
        lists.set(virtualInterfaceId, known.list);
      } else if (told === 1) unknown.push(virtualInterfaceId);
    }
    for (const [id, text] of await toldTo(reader, unknown)) lists.set(id, parse(text));
    for (const digest of kept.keys()) if (letters > KEPT_LETTERS) forget(digest);
    return lists;
  };
}
