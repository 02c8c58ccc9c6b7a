import type { MacSecKey } from '../../../model/types.gen.ts';
import { device, port } from '../../../store/queries/inventory.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import { macSecParentsAmong } from '../../../store/queries/hosted.ts';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { DeviceRow } from '../../../store/tables/inventory.ts';
import { macSecKeyView } from './macsec-key.ts';
import { pairedAmong } from './pairing.ts';

/** What a connection's answer shows of rows beside its own. */
export interface Surroundings {
  readonly devices: ReadonlyMap<string, DeviceRow>;
  /** By connection or LAG. */
  readonly macSecKeys: ReadonlyMap<string, readonly MacSecKey[]>;
  /** Connections whose port is encrypted. */
  readonly encrypted: ReadonlySet<string>;
  /** Parents of hosted connections that can do MACsec. */
  readonly macSecParents: ReadonlySet<string>;
  /** Connections that are halves of a port pair. */
  readonly paired: ReadonlySet<string>;
}

/** Nothing around: enough for a connection that was only just ordered. */
export const ALONE: Surroundings = {
  devices: new Map(),
  macSecKeys: new Map(),
  encrypted: new Set(),
  macSecParents: new Set(),
  paired: new Set(),
};

/** Reads what surrounds the given connections: one read a device, and more only where MACsec, a parent or flat rate is involved. */
export async function surroundingsOf(reader: Reader, rows: readonly ConnectionRow[]): Promise<Surroundings> {
  const deviceIds = distinct(rows.map((row) => row.deviceId));
  const secure = rows.filter((row) => row.macSec === 1);
  const parents = distinct(rows.map((row) => row.parentId));
  const [devices, keys, encrypted, macSecParents, paired] = await Promise.all([
    Promise.all(deviceIds.map((id) => device(reader, id))),
    keysOf(reader, distinct(secure.map((row) => row.lagId ?? row.id))),
    encryptedAmong(reader, secure),
    parents.length === 0 ? new Set<string>() : macSecParentsAmong(reader, parents),
    pairedAmong(reader, rows),
  ]);
  const found = devices.filter((row) => row !== undefined);
  const byId = new Map(found.map((row) => [row.id, row]));
  return { devices: byId, macSecKeys: keys, encrypted, macSecParents, paired };
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
