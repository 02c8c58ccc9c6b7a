import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { type LagRow, lags } from '../tables/lags.ts';
import { query, rowsOf } from '../table.ts';

const OWNED = rowsOf(lags, 'where id = ? and account = ? and region = ?');
const BY_ID = rowsOf(lags, 'where id = ?');
const PAGE = rowsOf(lags, 'where account = ? and region = ? and (seq, id) > (?, ?) order by seq, id limit ?');
const LIVING = query<{ id: string }>(
  `select id from lag where account = ? and region = ? and state <> 'deleted' limit ?`,
);

/** A LAG that the account owns in the Region, deleted ones included. */
export function ownedLag(look: Look, id: string): Promise<LagRow | undefined> {
  return look.reader.one(OWNED, id, look.account, look.region);
}

/** A LAG whoever owns it: for rules that join accounts, timers and the operator. */
export function anyLag(reader: Reader, id: string): Promise<LagRow | undefined> {
  return reader.one(BY_ID, id);
}

/** The account's LAGs of the Region, oldest first. */
export function lagsPage(look: Look, page: PageWish): Promise<readonly LagRow[]> {
  return look.reader.all(PAGE, look.account, look.region, page.after.seq, page.after.id, page.limit);
}

/** How many LAGs the account has in the Region; counts no further than `limit`. */
export async function countLags(look: Look, limit: number): Promise<number> {
  return (await look.reader.all(LIVING, look.account, look.region, limit)).length;
}
