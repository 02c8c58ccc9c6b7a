import { anyConnection } from '../store/queries/connections.ts';
import { anyLag } from '../store/queries/lags.ts';
import { latestLetter } from '../store/queries/paperwork.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import type { Entered, Reader, StateChange } from '../store/store.ts';
import type { Row } from '../store/table.ts';

/** Whose something is, and in which Region; null: nobody's, or global. */
export interface Owner {
  readonly account: string | null;
  readonly region: string | null;
}

const NOBODY: Owner = { account: null, region: null };

/**
 * The owner of a connection. Its fibre may outlive it: the letter, which stays, says then whose it was.
 */
export async function ownerOfConnection(reader: Reader, id: string): Promise<Owner | undefined> {
  return (await anyConnection(reader, id)) ?? (await latestLetter(reader, id));
}

type Named = Readonly<Record<string, string | null | undefined>>;
type Finder = (reader: Reader, row: Named) => Promise<Owner | undefined>;

const connectionOf: Finder = async (reader, { connectionId }) =>
  typeof connectionId === 'string' ? ownerOfConnection(reader, connectionId) : undefined;
const interfaceOf: Finder = (reader, { virtualInterfaceId }) =>
  anyInterface(reader, virtualInterfaceId ?? '');

/** By table, where the row does not name its owner itself. */
const FINDERS: Readonly<Record<string, Finder>> = {
  port: connectionOf,
  cross_connect: connectionOf,
  resiliency_association: connectionOf,
  bgp_peer: interfaceOf,
  flap: interfaceOf,
  session_timer: interfaceOf,
  macsec_key: async (reader, { parentId }) =>
    (await anyConnection(reader, parentId ?? '')) ?? anyLag(reader, parentId ?? ''),
  gateway_association: async (_, { gatewayAccount }) => ({ account: gatewayAccount ?? null, region: null }),
  // Whoever made it.
  association_proposal: async (_, { associatedAccount, associatedRegion }) => ({
    account: associatedAccount ?? null,
    region: associatedRegion ?? null,
  }),
};

const named: Finder = async (_, { account, region }) =>
  typeof account === 'string' ? { account, region: region ?? null } : undefined;

/** What happened to whom, each owner once: one light concerns a partner's interconnect and all that it carries. */
export async function byOwner(
  reader: Reader,
  entered: readonly Entered[],
): Promise<readonly (Owner & { readonly changes: readonly StateChange[] })[]> {
  const found = new Map<string, Owner & { readonly changes: StateChange[] }>();
  for (const { change, before, after } of entered) {
    const find = FINDERS[change.resource] ?? named;
    // What has just left its connection was that one's.
    const owner = (await find(reader, asNamed(after))) ?? (await find(reader, asNamed(before ?? {})));
    const { account, region } = owner ?? NOBODY;
    const key = `${account ?? ''} ${region ?? ''}`;
    const its = found.get(key) ?? { account, region, changes: [] };
    found.set(key, its);
    its.changes.push(change);
  }
  return [...found.values()];
}

const asNamed = (row: Row) => row as Named;
