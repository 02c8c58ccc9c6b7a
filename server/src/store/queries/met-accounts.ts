import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type AccountRow, accounts } from '../tables/accounts.ts';

/** Where an account leaves something: each with an index that begins with the account. */
const OWNED = [
  'connection',
  'lag',
  'virtual_interface',
  'direct_connect_gateway',
  'cloud_gateway',
  'resiliency_group',
];

const COLUMNS = [['account', 'id'], ...OWNED.map((table) => [table, 'account'])] as const;

/** The account that follows: the lowest of those that the tables have next. */
const following = (above: string) => {
  const firsts = COLUMNS.map(
    ([table, column]) =>
      `select (select ${column} from ${table} where ${column} > ${above} order by ${column} limit 1) as id`,
  );
  return `select min(id) from (${firsts.join(' union all ')}) as firsts`;
};

/** From account to account: a page costs the same however much each of them owns. */
const MET = query<{ readonly id: string }>(
  `with recursive met(id, place) as (
     select (${following('?')}), 1
     union all
     select (${following('met.id')}), place + 1 from met where id is not null and place < ?
   )
   select id from met where id is not null order by id`,
);

const KEPT = rowsOf(accounts, 'where id >= ? and id <= ?');

/** An account with its row, where it has one: in a lab one may own things without. */
export interface MetAccount {
  readonly id: string;
  readonly row: AccountRow | undefined;
}

/** Accounts that are registered or own something, in the order of their numbers, from the one after `after` on. */
export async function metAccounts(
  reader: Reader,
  after: string,
  limit: number,
): Promise<readonly MetAccount[]> {
  const ids = (await reader.all(MET, ...COLUMNS.map(() => after), limit)).map(({ id }) => id);
  const kept = await reader.all(KEPT, ids[0] ?? '', ids.at(-1) ?? '');
  const rows = new Map(kept.map((row) => [row.id, row]));
  return ids.map((id) => ({ id, row: rows.get(id) }));
}
