import {
  type Connection,
  DescribeConnectionsCommand,
  DescribeDirectConnectGatewaysCommand,
  DescribeInterconnectsCommand,
  DescribeLagsCommand,
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  type VirtualInterface,
} from '@aws-sdk/client-direct-connect';
import { expect } from 'vitest';
import type { RouteFilters } from '../../src/model/types.gen.ts';
import type { TestServer } from '../support/server.ts';

const POLL = { timeout: 10_000, interval: 50 };

/** Lets the operator do something. */
export async function operate(
  server: TestServer,
  path: string,
  body: object = {},
  method = 'POST',
): Promise<void> {
  const { status, body: answer } = await server.operator(method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
}

/** Lets time pass, and all that it brings happen. */
export const pass = (server: TestServer, by: string): Promise<void> =>
  operate(server, '/clock/advance', { by });

export async function connectionOf(client: DirectConnectClient, connectionId: string): Promise<Connection> {
  const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
  return connections?.[0] ?? {};
}

export async function interfaceOf(client: DirectConnectClient, id: string): Promise<VirtualInterface> {
  const { virtualInterfaces } = await client.send(
    new DescribeVirtualInterfacesCommand({ virtualInterfaceId: id }),
  );
  return virtualInterfaces?.[0] ?? {};
}

/** A virtual interface and its sessions in words: `available up`. */
export async function standOf(client: DirectConnectClient, id: string): Promise<string> {
  const { virtualInterfaceState, bgpPeers = [] } = await interfaceOf(client, id);
  return [virtualInterfaceState, ...bgpPeers.map(({ bgpStatus }) => bgpStatus)].join(' ');
}

/** State of an interconnect. */
export async function interconnectState(client: DirectConnectClient, interconnectId: string) {
  const { interconnects } = await client.send(new DescribeInterconnectsCommand({ interconnectId }));
  return interconnects?.[0]?.interconnectState;
}

/** State of a Direct Connect gateway; undefined when it has gone. */
export async function gatewayState(client: DirectConnectClient, directConnectGatewayId: string) {
  const { directConnectGateways } = await client.send(
    new DescribeDirectConnectGatewaysCommand({ directConnectGatewayId }),
  );
  return directConnectGateways?.[0]?.directConnectGatewayState;
}

/** A LAG and its members in words. */
export async function lagStand(client: DirectConnectClient, lagId: string): Promise<string> {
  const { lags } = await client.send(new DescribeLagsCommand({ lagId }));
  const { lagState, connections = [] } = lags?.[0] ?? {};
  return [lagState, ...connections.map(({ connectionState }) => connectionState)].join(' ');
}

/** Waits until something is so. */
export async function becomes(look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await expect.poll(look, POLL).toEqual(wanted);
}

/** Routes of a virtual interface, in words: `accepted 10.0.0.0/8 via 65000`; the SDK does not know the call yet. */
export async function routesOf(
  server: TestServer,
  account: string,
  virtualInterfaceId: string,
  filters: RouteFilters = {},
): Promise<readonly string[]> {
  const { routes = [] } = await server.call(
    'ListVirtualInterfaceRoutes',
    { virtualInterfaceId, filters },
    { account },
  );
  return routes.map(({ routeDirection = '', cidr = '', asPath = [], communities = [] }) =>
    [routeDirection, cidr, 'via', ...asPath.flatMap(({ path = [] }) => path), ...communities].join(' '),
  );
}

/** An id that an answer must have. */
export function given(id: string | undefined): string {
  if (id === undefined) throw new Error('an answer lacks an id');
  return id;
}
