import { openPostgres } from '../../src/store/postgres/open.ts';
import { SqliteConnection } from '../../src/store/sqlite/connection.ts';
import type { Reader } from '../../src/store/store.ts';
import { type Row, rowsOf, type Table } from '../../src/store/table.ts';
import { accounts } from '../../src/store/tables/accounts.ts';
import { adjRibsIn, bgpPeers, sessionEvents } from '../../src/store/tables/bgp-peers.ts';
import { cloudGateways } from '../../src/store/tables/cloud-gateways.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { customerRouters, flaps } from '../../src/store/tables/customer-routers.ts';
import { failoverTests } from '../../src/store/tables/failover-tests.ts';
import { associations, attachments, gateways, proposals } from '../../src/store/tables/gateways.ts';
import { devices, ports } from '../../src/store/tables/inventory.ts';
import { lags } from '../../src/store/tables/lags.ts';
import { crossConnects, letters } from '../../src/store/tables/paperwork.ts';
import { type RecordRow, records, storedSettings } from '../../src/store/tables/records.ts';
import { sessionTimers } from '../../src/store/tables/session-timers.ts';
import { virtualInterfaces } from '../../src/store/tables/virtual-interfaces.ts';

const READ = {
  accounts,
  connections,
  lags,
  letters,
  crossConnects,
  virtualInterfaces,
  bgpPeers,
  adjRibsIn,
  sessionEvents,
  customerRouters,
  flaps,
  sessionTimers,
  gateways,
  associations,
  proposals,
  attachments,
  failoverTests,
  cloudGateways,
  storedSettings,
} as const;

type RowOf<T> = T extends Table<infer R> ? R : never;

/** Rows of one moment, in the order in which they were made; of ports and devices those that somebody uses. */
export type AllRows = { readonly [N in keyof typeof READ]: readonly RowOf<(typeof READ)[N]>[] } & {
  readonly ports: readonly RowOf<typeof ports>[];
  readonly devices: readonly RowOf<typeof devices>[];
};

/** Reads a server's store past the server. */
export interface RowReader {
  all(): Promise<AllRows>;
  /** The audit trail behind a place, oldest first. */
  recordsAfter(seq: number): Promise<readonly RecordRow[]>;
  atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const TAKEN = rowsOf(ports, 'where connection_id is not null order by device_id, number');
const USED = rowsOf(
  devices,
  'where dirty_since is not null or id in (select device_id from port) order by id',
);
const AFTER = rowsOf(records, 'where seq > ? order by seq');

/** @param setting what the server's `--store` is */
export async function openRows(setting: string): Promise<RowReader> {
  const opened = setting.startsWith('postgres:') ? await onPostgres(setting) : onSqlite(setting);
  return {
    all: () => opened.atOneMoment(readAll),
    recordsAfter: (seq) => opened.atOneMoment((reader) => reader.all(AFTER, seq)),
    atOneMoment: opened.atOneMoment,
    close: opened.close,
  };
}

type Opened = Pick<RowReader, 'atOneMoment' | 'close'>;

async function onPostgres(url: string): Promise<Opened> {
  const store = await openPostgres(url);
  return { atOneMoment: (read) => store.atOneMoment(read), close: () => store.close() };
}

/** A connection that stays: opening one takes longer than reading. */
function onSqlite(path: string): Opened {
  const connection = new SqliteConnection(path, true);
  return {
    async atOneMoment(read) {
      connection.database.exec('begin');
      try {
        return await read(connection);
      } finally {
        connection.database.exec('commit');
      }
    },
    close: async () => connection.close(),
  };
}

async function readAll(reader: Reader): Promise<AllRows> {
  const read: Record<string, readonly Row[]> = {};
  for (const [name, table] of Object.entries(READ)) read[name] = await reader.all(inOrder(table as never));
  const [taken, used] = [await reader.all(TAKEN), await reader.all(USED)];
  return { ...read, ports: taken, devices: used } as unknown as AllRows;
}

function inOrder(table: Table<Row>) {
  const columns = [...table.columns.values()];
  const order = columns.includes('seq') ? 'seq' : (columns[0] ?? '');
  return rowsOf(table, `order by ${order}`);
}
