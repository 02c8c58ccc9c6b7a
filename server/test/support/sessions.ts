import type { BgpPeerRow, SessionEventRow } from '../../src/store/tables/bgp-peers.ts';
import type { TestServer } from './server.ts';

interface Whole {
  readonly tables: { readonly session_event: SessionEventRow[]; readonly bgp_peer: BgpPeerRow[] };
}

/** What the sessions of a virtual interface went through, oldest first: `up: Established`. */
export async function historyOf(server: TestServer, virtualInterfaceId: string): Promise<readonly string[]> {
  const { tables } = (await server.operator<Whole>('GET', '/snapshot')).body;
  const own = tables.session_event.filter((event) => event.virtualInterfaceId === virtualInterfaceId);
  return own.toSorted((a, b) => a.seq - b.seq).map(({ statusTo, cause }) => `${statusTo}: ${cause}`);
}

/** The address blocks that the peers of a virtual interface hold, by peer. */
export async function blocksOf(
  server: TestServer,
  virtualInterfaceId: string,
): Promise<Readonly<Record<string, string | null>>> {
  const { tables } = (await server.operator<Whole>('GET', '/snapshot')).body;
  const own = tables.bgp_peer.filter((peer) => peer.virtualInterfaceId === virtualInterfaceId);
  return Object.fromEntries(own.map(({ id, addressBlock }) => [id, addressBlock]));
}

/** Gives the peers of a virtual interface another address block than the service did. */
export async function giveBlock(
  server: TestServer,
  virtualInterfaceId: string,
  addressBlock: string,
): Promise<void> {
  const { body } = await server.operator<Whole>('GET', '/snapshot');
  for (const peer of body.tables.bgp_peer as { virtualInterfaceId: string; addressBlock: string | null }[]) {
    if (peer.virtualInterfaceId === virtualInterfaceId) peer.addressBlock = addressBlock;
  }
  const { status } = await server.operator('POST', '/restore', body);
  if (status !== 200) throw new Error(`not restored: ${status}`);
}
