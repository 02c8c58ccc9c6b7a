import { anyConnection } from '../store/queries/connections.ts';
import { port } from '../store/queries/inventory.ts';
import type { Reader } from '../store/store.ts';
import type { PortRow } from '../store/tables/inventory.ts';
import type { Call } from './call.ts';
import { conflict, notFound } from './problem.ts';
import { object, text } from './schema.ts';
import { portView } from './views/port.ts';

/** A port in a path: by its own name, or by the connection that is on it. */
export const portParams = object({
  port: text({
    pattern: '^([A-Za-z0-9][A-Za-z0-9-]{0,62}\\.[1-9]\\d{0,5}|dxcon-[a-z0-9]{8,21})$',
    'x-allowed': 'device and number, such as EqDC2-abc.1, or the id of the connection on it',
  }),
});

/** @throws Problem when there is none */
export async function findPort(reader: Reader, name: string): Promise<PortRow> {
  if (name.startsWith('dxcon-') && !name.includes('.')) return portOfConnection(reader, name);
  const dot = name.lastIndexOf('.');
  const row = await port(reader, name.slice(0, dot), Number(name.slice(dot + 1)));
  if (row !== undefined) return row;
  throw notFound('port', name, 'GET /operator/v1/ports lists all (crossconnect operator ports list)');
}

async function portOfConnection(reader: Reader, id: string): Promise<PortRow> {
  const connection = await anyConnection(reader, id);
  if (connection === undefined) {
    throw notFound(
      'connection',
      id,
      'GET /operator/v1/orders?status=all lists all (crossconnect operator orders list --status all)',
    );
  }
  const { deviceId, portNumber, kind, state, parentId } = connection;
  if (kind === 'hosted') {
    throw conflict(
      `${id} is a hosted connection and has no port of its own`,
      `Name its parent ${parentId} instead`,
    );
  }
  const row = await port(reader, deviceId ?? '', portNumber ?? 0);
  if (row?.connectionId === id) return row;
  throw conflict(`${id} is ${state} and has no port`, 'Name a connection that is alive');
}

/** The port as it is after what an act has brought. */
export async function portNow({ parts }: Call, { deviceId, number }: PortRow) {
  const { reader } = parts.store;
  const row = await port(reader, deviceId, number);
  if (row === undefined) throw new Error(`port ${deviceId}.${number} is gone`);
  return portView(reader, row);
}
