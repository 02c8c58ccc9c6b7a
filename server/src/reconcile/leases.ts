import type { Store } from '../store/store.ts';
import type { LeaseParts, Leases } from './lease.ts';
import { SharedLeases } from './shared-leases.ts';

/** The leases of a server: rows where others share its store, and nothing at all where none can. */
export function leasesOf(store: Store, parts: LeaseParts): Leases {
  return store.capabilities.shared ? new SharedLeases(store, parts) : ownLeases(parts);
}

function ownLeases({ owner, now }: LeaseParts): Leases {
  return {
    owner,
    now,
    hold: async (_, work) => {
      await work();
      return true;
    },
    inTurn: (_, work) => work(),
    isMine: () => Promise.resolve(true),
    letGo: () => Promise.resolve(),
    othersAt: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}
