import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type SessionTimerRow, sessionTimers } from '../tables/session-timers.ts';

const OF_INTERFACE = rowsOf(sessionTimers, 'where virtual_interface_id = ? order by peer_id');

/** What the sessions of a virtual interface live through at this moment. */
export function sessionTimersOf(
  reader: Reader,
  virtualInterfaceId: string,
): Promise<readonly SessionTimerRow[]> {
  return reader.all(OF_INTERFACE, virtualInterfaceId);
}
