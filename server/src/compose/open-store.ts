import { join, resolve } from 'node:path';
import type { Settings } from '../cli/settings/table.ts';
import type { Store } from '../store/store.ts';

type StoreSettings = Pick<Settings, 'store'>;

/** Whether the setting names a PostgreSQL server. */
function isPostgres(store: string | undefined): store is string {
  return store !== undefined && /^postgres(ql)?:\/\//.test(store);
}

/**
 * Opens the store that the settings name.
 *
 * @param folder the data folder, where an embedded store lies by default
 * @param onCommit told the size of each commit
 * @throws StoreUnusable with a line for the terminal
 */
export async function openStore(
  { store }: StoreSettings,
  folder: string,
  onCommit: (units: number) => void,
): Promise<Store> {
  if (isPostgres(store)) {
    const { openPostgres } = await import('../store/postgres/open.ts');
    return openPostgres(store, onCommit);
  }
  const { openSqlite } = await import('../store/sqlite/open.ts');
  return openSqlite(store === undefined ? join(folder, 'crossconnect.db') : resolve(store), onCommit);
}

/** How pages and logs name the store: never with a password. */
export function storeName(store: string | undefined): string {
  if (!isPostgres(store)) return 'SQLite';
  const url = URL.parse(store);
  return url === null ? 'PostgreSQL' : `PostgreSQL at ${url.host}${url.pathname}`;
}
