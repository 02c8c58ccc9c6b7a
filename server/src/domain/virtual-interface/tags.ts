import type { VirtualInterfaceState } from './lifecycle.ts';

/**
 * Whose the tags of a virtual interface are: its owner's, and of an allocated one the connection's owner's until it
 * is confirmed (GUESS #14). Nobody else sees them [TF][UG23].
 */
export function tagHolder(row: {
  readonly account: string;
  readonly connectionAccount: string;
  readonly state: VirtualInterfaceState;
}): string {
  return row.state === 'confirming' || row.state === 'rejected' ? row.connectionAccount : row.account;
}
