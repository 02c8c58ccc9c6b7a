import { type SessionTimerState, sessionTimerLifecycle } from '../../domain/session-timer/lifecycle.ts';
import { stateOf } from '../columns.ts';
import { table } from '../table.ts';

/** What a session lives through before it changes; most have none. */
export interface SessionTimerRow {
  readonly virtualInterfaceId: string;
  readonly peerId: string;
  readonly state: SessionTimerState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly revision: number;
}

export const sessionTimers = table<SessionTimerRow>(
  'session_timer',
  {
    virtualInterfaceId: true,
    peerId: true,
    state: stateOf(sessionTimerLifecycle),
    stateSince: true,
    dueAt: true,
    revision: true,
  },
  ['virtualInterfaceId', 'peerId'],
  'peerId',
);
