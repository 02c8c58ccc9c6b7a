import { portId } from '../../domain/inventory/port.ts';
import type { CrossConnectState } from '../../domain/cross-connect/lifecycle.ts';
import type { CrossConnectRow } from '../../store/tables/paperwork.ts';
import { choice, type Infer, nullable, object, text, time } from '../schema.ts';
import { iso, isoOrNull } from './common.ts';

export const CROSS_CONNECT_STATES = [
  'requested',
  'awaiting',
  'connected',
  'awaitingCease',
  'ceased',
  'broken',
] as const satisfies readonly CrossConnectState[];

/** The fibre between the operator's panel and the customer's. */
export const crossConnectSchema = object(
  {
    connectionId: text(),
    port: text({ description: 'Device and number.' }),
    state: choice(CROSS_CONNECT_STATES),
    since: time('When it entered the state.'),
    dueAt: nullable(time('When the profile ends the state by itself.')),
    farEnd: nullable(text({ description: "The customer's side, as the facility reported it." })),
    note: nullable(text()),
  },
  { title: 'CrossConnect' },
);

export function crossConnectView(row: CrossConnectRow): Infer<typeof crossConnectSchema> {
  return {
    connectionId: row.connectionId,
    port: portId(row.deviceId, row.portNumber),
    state: row.state,
    since: iso(row.stateSince),
    dueAt: isoOrNull(row.dueAt),
    farEnd: row.farEnd,
    note: row.note,
  };
}
