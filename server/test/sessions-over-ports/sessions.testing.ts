import { operatorOf } from '../operator/operator.testing.ts';
import type {
  ListVirtualInterfaceRoutesRequest,
  NewPrivateVirtualInterface,
  Route,
} from '../../src/model/types.gen.ts';
import { interfaceNow, orderPrivate, readyPort } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import type { TestServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

export interface Ready {
  readonly connectionId: string;
  readonly id: string;
  readonly peerId: string;
}

/** A private virtual interface on a port of its own, set up: its session is up where nothing stands against it. */
export async function readyInterface(
  server: TestServer,
  caller: CallOptions,
  wish: Partial<NewPrivateVirtualInterface> = {},
): Promise<Ready> {
  const connectionId = await readyPort(server, caller);
  const { virtualInterfaceId: id, bgpPeers } = await orderPrivate(server, caller, connectionId, wish);
  await passSeconds(server, 1);
  return { connectionId, id, peerId: bgpPeers[0]?.bgpPeerId ?? '' };
}

/** A virtual interface and its sessions in words: `available, up`. */
export async function standOf(server: TestServer, caller: CallOptions, id: string): Promise<string> {
  const { virtualInterfaceState, bgpPeers } = await interfaceNow(server, caller, id);
  return [virtualInterfaceState, ...bgpPeers.map(({ bgpStatus }) => bgpStatus)].join(', ');
}

/** What its sessions went through, the oldest first. */
export async function historyOf(server: TestServer, id: string): Promise<readonly string[]> {
  const path = `/virtual-interfaces/${id}/session?limit=500`;
  const { items } = await operatorOf(server).done<{ items: { to: string; cause: string }[] }>('GET', path);
  return items.map(({ to, cause }) => `${to}: ${cause}`).toReversed();
}

/** Its routes, as its owner sees them: the first page. */
export async function routesOf(
  server: TestServer,
  caller: CallOptions,
  id: string,
  filters?: ListVirtualInterfaceRoutesRequest['filters'],
): Promise<readonly Route[]> {
  const input = { virtualInterfaceId: id, ...(filters === undefined ? {} : { filters }) };
  return (await server.call('ListVirtualInterfaceRoutes', input, caller)).routes ?? [];
}

export const cidrsOf = (routes: readonly Route[]) => routes.map(({ cidr }) => cidr);
