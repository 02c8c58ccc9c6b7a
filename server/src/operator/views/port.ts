import { portId } from '../../domain/inventory/port.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import type { Reader } from '../../store/store.ts';
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
    link,
    rxPowerDbm: dbm(row.rxLight),
    txPowerDbm: dbm(row.txLight),
    encrypted: row.encrypted === 1,
    factsAt: isoOrNull(row.factsAt),
    farEndLit: row.farEndLit === 1,
    fault: PORT_FAULTS.find((fault) => fault === row.fault) ?? null,
  };
}

const dbm = (hundredths: number | null) => (hundredths === null ? null : hundredths / 100);
