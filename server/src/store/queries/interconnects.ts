import type { Look, PageWish } from '../look.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import { rowsOf } from '../table.ts';

const OWNED = rowsOf(connections, `where id = ? and account = ? and region = ? and kind = 'interconnect'`);
const PAGE = rowsOf(
  connections,
  `where account = ? and region = ? and (seq, id) > (?, ?) and kind = 'interconnect' order by seq, id limit ?`,
);

/** An interconnect that the account owns in the Region, deleted ones included. */
export function ownedInterconnect(look: Look, id: string): Promise<ConnectionRow | undefined> {
  return look.reader.one(OWNED, id, look.account, look.region);
}

/** The account's interconnects of the Region, oldest first. */
export function interconnectsPage(look: Look, page: PageWish): Promise<readonly ConnectionRow[]> {
  return look.reader.all(PAGE, look.account, look.region, page.after.seq, page.after.id, page.limit);
}
