import { lackOf } from '../../domain/connection/lacking.ts';
import { portId } from '../../domain/inventory/port.ts';
import { livingKeys } from '../../domain/macsec/key.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { macSecKeysOf } from '../../store/queries/macsec-keys.ts';
import type { Reader } from '../../store/store.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import type { PortRow, PortState } from '../../store/tables/inventory.ts';
import { choice, decimal, flag, type Infer, integer, nullable, object, text, time } from '../schema.ts';
import { isoOrNull } from './common.ts';

export const PORT_STATES = [
  'free',
  'taken',
  'ceasing',
  'reserved',
  'quarantined',
] as const satisfies readonly PortState[];
/** What can be broken at a port of the simulated fabric. */
export const PORT_FAULTS = ['cut', 'dark', 'noLink', 'noEncryption'] as const;

export const portSchema = object(
  {
    port: text({ description: 'Device and number: its name in paths.' }),
    deviceId: text(),
    number: integer(),
    state: choice(PORT_STATES),
    speed: text(),
    medium: text(),
    connector: text(),
    panelPosition: text(),
    macSec: flag('Whether it can do MACsec.'),
    connection: nullable(object({ connectionId: text(), state: text(), account: text() })),
    lacks: nullable(
      text({
        description: 'Why the connection on it is not up; null: it is, or does not wait for the port.',
      }),
    ),
    link: choice(['up', 'down']),
    rxPowerDbm: nullable(decimal({ description: 'Received light; null: dark.' })),
    txPowerDbm: nullable(decimal()),
    encrypted: flag('Whether MACsec is established.'),
    factsAt: nullable(time('When link or light last changed.')),
    farEndLit: flag("Simulated fabric: whether the customer's optic is on."),
    fault: nullable(choice(PORT_FAULTS, 'Simulated fabric: what is broken.')),
  },
  { title: 'Port' },
);

export async function portView(reader: Reader, row: PortRow): Promise<Infer<typeof portSchema>> {
  const connection = row.connectionId === null ? undefined : await anyConnection(reader, row.connectionId);
  const { deviceId, number, state, speed, medium, connector, panelPosition, link } = row;
  return {
    port: portId(deviceId, number),
    deviceId,
    number,
    state,
    speed,
    medium,
    connector,
    panelPosition,
    macSec: row.macSec === 1,
    connection:
      connection === undefined
        ? null
        : { connectionId: connection.id, state: connection.state, account: connection.account },
    lacks: connection === undefined ? null : await lackAt(reader, row, connection),
    link,
    rxPowerDbm: dbm(row.rxLight),
    txPowerDbm: dbm(row.txLight),
    encrypted: row.encrypted === 1,
    factsAt: isoOrNull(row.factsAt),
    farEndLit: row.farEndLit === 1,
    fault: PORT_FAULTS.find((fault) => fault === row.fault) ?? null,
  };
}

async function lackAt(reader: Reader, at: PortRow, connection: ConnectionRow): Promise<string | null> {
  const keys = connection.macSec === 1 ? await macSecKeysOf(reader, connection.lagId ?? connection.id) : [];
  return lackOf(connection, at, livingKeys(keys).length) ?? null;
}

const dbm = (hundredths: number | null) => (hundredths === null ? null : hundredths / 100);
