import type { Connection, CreateConnectionRequest } from '../../src/model/types.gen.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A connection that an answer shows, with the members that it always has. */
export type Port = Connection & { readonly connectionId: string; readonly billingMode: string };

/** Orders a port: 10G at EqDC2 unless named otherwise. */
export async function orderPort(
  server: TestServer,
  options: CallOptions,
  order: Partial<CreateConnectionRequest> = {},
): Promise<Port> {
  const standard = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'port' };
  return portOf(await server.call('CreateConnection', { ...standard, ...order }, options));
}

/** The caller's connections, by id. */
export async function portsOf(server: TestServer, options: CallOptions): Promise<ReadonlyMap<string, Port>> {
  const { connections = [] } = await server.call('DescribeConnections', {}, options);
  return new Map(connections.map((connection) => [connection.connectionId ?? '', portOf(connection)]));
}

/** ARN of a connection. */
export function arnOfPort(account: string, id: string, region = 'us-east-1'): string {
  return `arn:aws:directconnect:${region}:${account}:dxcon/${id}`;
}

function portOf(connection: Connection): Port {
  const { connectionId, billingMode } = connection;
  if (connectionId === undefined || billingMode === undefined) throw new Error('a connection lacks members');
  return { ...connection, connectionId, billingMode };
}
