import { hasEnded } from '../../domain/ended.ts';
import { portId } from '../../domain/inventory/port.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { type DeviceRow, devices, type PortRow, ports } from '../../store/tables/inventory.ts';
import type { FieldProblem } from '../problem.ts';
import type { Rows } from './snapshot.ts';

/**
 * Rows that name others which are not there: a port its device, a living connection the port that is its own. The rows
 * fit their tables already.
 */
export function referenceProblems(rows: Rows): readonly FieldProblem[] {
  const known = new Set((rows[devices.name] as readonly DeviceRow[]).map(({ id }) => id));
  const numbered = rows[ports.name] as readonly PortRow[];
  const owners = new Map(numbered.map((row) => [portId(row.deviceId, row.number), row.connectionId]));
  return [
    ...numbered.flatMap(({ deviceId }, index) => (known.has(deviceId) ? [] : [deviceless(index, deviceId)])),
    ...(rows[connections.name] as readonly ConnectionRow[]).flatMap((row, index) =>
      hasItsPort(row, owners) ? [] : [portless(index, row)],
    ),
  ];
}

function deviceless(index: number, deviceId: string): FieldProblem {
  const field = `body.tables.${ports.name}.${index}.deviceId`;
  return { field, detail: `is ${JSON.stringify(deviceId)}`, allowed: `the id of a row of ${devices.name}` };
}

function hasItsPort(
  { id, kind, state, deviceId, portNumber }: ConnectionRow,
  owners: ReadonlyMap<string, string | null>,
): boolean {
  if (kind === 'hosted' || hasEnded({ state })) return true;
  return owners.get(portId(deviceId ?? '', portNumber ?? 0)) === id;
}

function portless(index: number, { id, deviceId, portNumber }: ConnectionRow): FieldProblem {
  return {
    field: `body.tables.${connections.name}.${index}.portNumber`,
    detail: `is ${portNumber} on ${deviceId}`,
    allowed: `a row of ${ports.name} whose connectionId is ${id}`,
  };
}
