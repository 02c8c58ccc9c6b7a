import type { Connection, CreateLagRequest, Lag } from '../../src/model/types.gen.ts';
import { labCatalogue } from '../../src/store/seed/lab-catalogue.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A LAG that an answer shows, with the members that it always has. */
export type ShownLag = Lag &
  Required<Pick<Lag, 'lagId' | 'lagState' | 'awsDevice'>> & { readonly ids: readonly string[] };

/** Orders a LAG: one connection of 10G at EqDC2 unless named otherwise. */
export async function orderLag(
  server: TestServer,
  caller: CallOptions,
  order: Partial<CreateLagRequest> = {},
): Promise<ShownLag> {
  const standard = {
    numberOfConnections: 1,
    location: 'EqDC2',
    connectionsBandwidth: '10Gbps',
    lagName: 'lag',
  };
  return shown(await server.call('CreateLag', { ...standard, ...order }, caller));
}

/** A LAG as it is now. */
export async function lagNow(server: TestServer, caller: CallOptions, lagId: string): Promise<ShownLag> {
  const { lags = [] } = await server.call('DescribeLags', { lagId }, caller);
  if (lags[0] === undefined || lags.length > 1) throw new Error(`${lags.length} LAGs`);
  return shown(lags[0]);
}

/** A connection as it is now, as its owner sees it. */
export async function connectionNow(
  server: TestServer,
  caller: CallOptions,
  connectionId: string,
): Promise<Connection> {
  const { connections = [] } = await server.call('DescribeConnections', { connectionId }, caller);
  if (connections[0] === undefined) throw new Error(`no ${connectionId}`);
  return connections[0];
}

/** The lab's devices at a location, in their order of choice. */
export function devicesAt(location: string): readonly string[] {
  const here = labCatalogue().devices.filter((device) => device.location === location);
  return here.toSorted((a, b) => a.ordinal - b.ordinal).map(({ id }) => id);
}

/** What the operator and the facility do for a port until it has link, where nobody does it by itself (`manual`). */
export async function bringUp(server: TestServer, id: string): Promise<void> {
  await operate(server, `/orders/${id}/approve`);
  await operate(server, `/cross-connects/${id}/connect`);
  await operate(server, `/ports/${id}/far-end`, { lit: true });
}

/** Breaks something at a connection's port. */
export async function breakPort(server: TestServer, id: string, fault = 'cut'): Promise<void> {
  await operate(server, `/ports/${id}/fault`, { fault });
}

/** Mends whatever is broken at a connection's port. */
export async function repairPort(server: TestServer, id: string): Promise<void> {
  await operate(server, `/ports/${id}/repair`);
}

/** A hand of the operator; the states have followed when it resolves. */
async function operate(server: TestServer, path: string, body: object = {}): Promise<void> {
  const { status, body: answer } = await server.operator('POST', path, body);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  await server.settle();
}

function shown(lag: Lag): ShownLag {
  const { lagId, lagState, awsDevice, connections = [] } = lag;
  if (lagId === undefined || lagState === undefined || awsDevice === undefined)
    throw new Error('a LAG lacks members');
  return {
    ...lag,
    lagId,
    lagState,
    awsDevice,
    ids: connections.map(({ connectionId = '' }) => connectionId),
  };
}
