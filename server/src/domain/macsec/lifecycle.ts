import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type MacSecKeyState = 'associating' | 'associated' | 'disassociating';
export type MacSecKeyEvent = 'disassociate';

/** fidelity 2.8. `disassociated` is the row's end: the key is gone from the connection's list (GUESS). */
export const macSecKeyLifecycle: Lifecycle<MacSecKeyState, MacSecKeyEvent, TimerName> = {
  resource: 'MACsec key',
  initial: ['associating'],
  states: {
    associating: {
      on: { disassociate: 'disassociating' },
      after: { timer: 'keying', to: 'associated' },
    },
    associated: { on: { disassociate: 'disassociating' } },
    disassociating: { after: { timer: 'keying', to: GONE } },
  },
};
