import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceState } from '../virtual-interface/lifecycle.ts';

/**
 * Who reads the router configuration of a virtual interface, of those who see it: the owner of the connection, and until
 * a hosted one is accepted its owner too [UG26].
 */
export function checkReader(
  row: {
    readonly id: string;
    readonly account: string;
    readonly connectionAccount: string;
    readonly state: VirtualInterfaceState;
  },
  caller: string,
): Refusal | undefined {
  if (row.connectionAccount === caller || row.state === 'confirming') return undefined;
  // Text unknown (GUESS #1).
  return refuse(
    `Virtual Interface ${row.id} is accepted: only the owner of its connection can read its router configuration`,
  );
}
