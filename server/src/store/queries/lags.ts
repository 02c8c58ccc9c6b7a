import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { type LagRow, lags } from '../tables/lags.ts';
import { rowsOf } from '../table.ts';

const OWNED = rowsOf(lags, 'where id = ? and account = ? and region = ?');
const BY_ID = rowsOf(lags, 'where id = ?');
const PAGE = rowsOf(lags, 'where account = ? and region = ? and (seq, id) > (?, ?) order by seq, id limit ?');

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
