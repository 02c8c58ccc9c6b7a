import { device, port } from '../store/queries/inventory.ts';
import type { Reader } from '../store/store.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';

/** Where a technician finds a connection's port. */
export interface PortPlace {
  readonly device: string;
  readonly number: number;
  readonly rack: string;
  readonly panel: string;
  readonly panelPosition: string;
  readonly medium: string;
  readonly connector: string;
}

/** The place of a connection's port; undefined when it has none (hosted) or no longer has. */
export async function portPlace(reader: Reader, row: ConnectionRow): Promise<PortPlace | undefined> {
  if (row.deviceId === null || row.portNumber === null) return undefined;
  const [on, at] = await Promise.all([
    device(reader, row.deviceId),
    port(reader, row.deviceId, row.portNumber),
  ]);
  if (on === undefined || at === undefined) return undefined;
  const { panelPosition, medium, connector } = at;
  return {
    device: on.id,
    number: at.number,
    rack: on.rack,
    panel: on.panel,
    panelPosition,
    medium,
    connector,
  };
}
