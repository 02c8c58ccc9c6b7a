import { QUOTAS } from '../../../domain/quota.ts';
import type { PoolUse } from '../../../domain/virtual-interface/pool-use.ts';
import type { MacSecKey } from '../../../model/types.gen.ts';
import { account } from '../../../store/queries/accounts.ts';
import { device, port } from '../../../store/queries/inventory.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { parentsAmong } from '../../../store/queries/hosted.ts';
import { poolUses } from '../../../store/queries/pool-use.ts';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { DeviceRow } from '../../../store/tables/inventory.ts';
import { macSecKeyView } from './macsec-key.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import { pairedAmong } from './pairing.ts';
import { isKnown } from './known.ts';
import { limitersPerConnection } from '../../support/account.ts';

/** What a connection's answer shows of rows beside its own. */
export interface Surroundings {
  readonly devices: ReadonlyMap<string, DeviceRow>;
  /** By connection or LAG. */
  readonly macSecKeys: ReadonlyMap<string, readonly MacSecKey[]>;
  /** Connections whose port is encrypted. */
  readonly encrypted: ReadonlySet<string>;
  /** Parents of hosted connections that can do MACsec. */
  readonly macSecParents: ReadonlySet<string>;
  /** Parents of hosted connections that are only requested: they have no port yet. */
  readonly requestedParents: ReadonlySet<string>;
  /** Connections that are halves of a port pair. */
  readonly paired: ReadonlySet<string>;
  /** What virtual interfaces have taken of them, by connection; where none ever did, nothing. */
  readonly uses: ReadonlyMap<string, PoolUse>;
  /** Rate limiters that each of the account's dedicated connections may have. */
  readonly limiters: number;
}

/** Nothing around: enough for a connection that was only just ordered. */
export const ALONE: Surroundings = {
  devices: new Map(),
  macSecKeys: new Map(),
  encrypted: new Set(),
  macSecParents: new Set(),
  requestedParents: new Set(),
  paired: new Set(),
  uses: new Map(),
  limiters: QUOTAS.rateLimitersPerConnection,
};

/**
 * Reads what surrounds the given connections: one read a device, one for all that could have virtual interfaces, and
 * more only where MACsec, a parent or flat rate is involved.
 */
export async function surroundingsOf(reader: Reader, rows: readonly ConnectionRow[]): Promise<Surroundings> {
  const deviceIds = distinct(rows.map((row) => row.deviceId));
  const secure = rows.filter((row) => row.macSec === 1);
  const parents = distinct(rows.map((row) => row.parentId));
  const [devices, keys, encrypted, carriers, paired, uses, limiters] = await Promise.all([
    Promise.all(deviceIds.map((id) => device(reader, id))),
    keysOf(reader, distinct(secure.map((row) => row.lagId ?? row.id))),
    encryptedAmong(reader, secure),
    parents.length === 0 ? NO_PARENTS : parentsOf(reader, parents),
    pairedAmong(reader, rows),
    poolUses(
      reader,
      rows.filter(carries).map(({ id }) => id),
    ),
    limitersOf(
      reader,
      rows.find(({ kind }) => kind === 'dedicated'),
    ),
  ]);
  const found = devices.filter((row) => row !== undefined);
  const byId = new Map(found.map((row) => [row.id, row]));
  return { devices: byId, macSecKeys: keys, encrypted, ...carriers, paired, uses, limiters };
}

const NO_PARENTS = { macSecParents: ALONE.macSecParents, requestedParents: ALONE.requestedParents };

async function parentsOf(reader: Reader, ids: readonly string[]): Promise<typeof NO_PARENTS> {
  const rows = await parentsAmong(reader, ids);
  const requested = await Promise.all(rows.map((row) => isRequested(reader, row)));
  return {
    macSecParents: new Set(rows.filter(({ macSec }) => macSec === 1).map(({ id }) => id)),
    requestedParents: new Set(rows.filter((_, index) => requested[index] === true).map(({ id }) => id)),
  };
}

/** A LAG that was up once has had a port; before, its members tell. */
async function isRequested(reader: Reader, row: ConnectionRow | LagRow): Promise<boolean> {
  if ('kind' in row) return !isKnown(row);
  return row.state === 'pending' && !(await lagMembers(reader, row.id)).some(isKnown);
}

/** Virtual interfaces run on what was up once [CFN]; those of a LAG's member run on the LAG [M]. */
function carries({ kind, firstUpAt, lagId }: ConnectionRow): boolean {
  return kind === 'dedicated' && firstUpAt !== null && lagId === null;
}

/** The quota of an account that owns dedicated connections: theirs are listed together. */
async function limitersOf(reader: Reader, owned: ConnectionRow | undefined): Promise<number> {
  return owned === undefined ? ALONE.limiters : limitersPerConnection(await account(reader, owned.account));
}

async function keysOf(reader: Reader, parents: readonly string[]) {
  const lists = await Promise.all(parents.map((parent) => macSecKeysOf(reader, parent)));
  return new Map(parents.map((parent, index) => [parent, (lists[index] ?? []).map(macSecKeyView)]));
}

async function encryptedAmong(reader: Reader, rows: readonly ConnectionRow[]): Promise<ReadonlySet<string>> {
  const taken = await Promise.all(
    rows.map(async (row) => {
      if (row.deviceId === null || row.portNumber === null) return undefined;
      const fact = await port(reader, row.deviceId, row.portNumber);
      return fact?.encrypted === 1 && fact.connectionId === row.id ? row.id : undefined;
    }),
  );
  return new Set(taken.filter((id) => id !== undefined));
}

function distinct(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
