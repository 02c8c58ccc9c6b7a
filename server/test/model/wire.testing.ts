import type { Connection, Lag, OperationName, Route, VirtualInterface } from '../../src/model/types.gen.ts';
import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import { type QuickCaller, quickCall } from '../support/quick-call.ts';
import { living, total } from './invariant.testing.ts';
import { expectedPaths } from './paths.testing.ts';
import { expectedRoutes, prefixesAround, same, shownRoutes } from './routes.testing.ts';
import { ACCOUNTS, lives, QUOTAS, REGIONS, type World } from './world.testing.ts';

/** All pages of a list, small ones. */
async function listed<T>(
  world: World,
  who: QuickCaller,
  operation: OperationName,
  member: string,
  filter: object = {},
): Promise<readonly T[]> {
  const all: T[] = [];
  let nextToken: unknown;
  do {
    const input = { ...filter, maxResults: 5, ...(nextToken === undefined ? {} : { nextToken }) };
    const { status, body, text } = await quickCall(world.server.endpoint, who, operation, input);
    if (status !== 200) throw new Error(`${operation}: ${text}`);
    all.push(...((body?.[member] ?? []) as readonly T[]));
    nextToken = body?.['nextToken'];
  } while (nextToken !== undefined);
  return all;
}

function different(what: string, shown: readonly string[], wanted: readonly string[]): readonly string[] {
  const [one, other] = [shown.join('\n'), wanted.join('\n')];
  return one === other ? [] : [`${what} shows\n${one}\nbut there is\n${other}`];
}

/** Whether what one of the accounts is shown is what there is. */
export async function wrongOnTheWire(world: World): Promise<readonly string[]> {
  const { dice } = world;
  const who = { account: dice.of(...ACCOUNTS), region: dice.of(...REGIONS) };
  const interfaces = await listed<VirtualInterface>(
    world,
    who,
    'DescribeVirtualInterfaces',
    'virtualInterfaces',
  );
  const connections = await listed<Connection>(world, who, 'DescribeConnections', 'connections');
  const lags = await listed<Lag>(world, who, 'DescribeLags', 'lags');
  return [
    ...wrongInterfaces(world, who, interfaces),
    ...wrongPorts(world, who, connections, lags),
    ...[...connections, ...lags].flatMap((one) => wrongUse(world, one)),
  ];
}

/** Whether the routes of one of the virtual interfaces, and of those that it hears of, are those that a plain reckoning finds. */
export async function wrongRoutes(world: World): Promise<readonly string[]> {
  const { dice, rows } = world;
  const living = rows.virtualInterfaces.filter(lives);
  const linked = dice.chance(0.5);
  const up = living.filter(({ state, siteLink }) => state === 'available' && (!linked || siteLink === 1));
  const one = dice.pick(dice.chance(0.9) && up.length > 0 ? up : living);
  if (one === undefined) return [];
  const heard = up.filter(
    (other) =>
      one.siteLink === 1 &&
      other.siteLink === 1 &&
      other.id !== one.id &&
      other.directConnectGatewayId === one.directConnectGatewayId,
  );
  const problems: string[] = [];
  for (const vif of [one, ...heard]) problems.push(...(await wrongRoutesOf(world, vif)));
  return problems;
}

async function wrongRoutesOf(world: World, vif: VirtualInterfaceRow): Promise<readonly string[]> {
  const filter = { virtualInterfaceId: vif.id };
  const routes = await listed<Route>(world, vif, 'ListVirtualInterfaceRoutes', 'routes', filter);
  return [
    ...different(
      `ListVirtualInterfaceRoutes of ${vif.id}`,
      shownRoutes(routes, vif.kind),
      expectedRoutes(world.rows, vif),
    ),
    ...(vif.kind === 'public' ? [] : await wrongReasons(world, vif, routes)),
  ];
}

/** Whether the operator is told of each prefix around that it is advertised, or why it is not. */
async function wrongReasons(
  { server, rows }: World,
  vif: VirtualInterfaceRow,
  routes: readonly Route[],
): Promise<readonly string[]> {
  const path = `/virtual-interfaces/${vif.id}/routes?direction=advertised`;
  const { body } = await server.operator<{
    readonly items: readonly { readonly cidr: string; readonly taken: boolean; readonly reason: string }[];
  }>('GET', path);
  const taken = body.items.filter((one) => one.taken).map(({ cidr }) => same(cidr));
  const advertised = routes
    .filter(({ routeDirection }) => routeDirection === 'advertised')
    .map(({ cidr = '' }) => same(cidr));
  const told = new Set(body.items.map(({ cidr }) => same(cidr)));
  return [
    ...different(`routes of ${vif.id}`, taken.toSorted(), advertised.toSorted()),
    ...prefixesAround(rows, vif)
      .filter((prefix) => !told.has(prefix))
      .map((prefix) => `routes of ${vif.id} say nothing of ${prefix}`),
  ];
}

const DESTINATIONS = ['10.50.3.4/32', '10.51.0.1/32', '172.16.0.1/32', '2001:db8:50::1/128'] as const;

/** Whether the ways through one of the gateways are those that a plain reckoning finds. */
export async function wrongPaths({ dice, rows, server }: World): Promise<readonly string[]> {
  const vif = dice.pick(rows.virtualInterfaces.filter((row) => lives(row) && row.kind !== 'public'));
  const gatewayId = vif?.directConnectGatewayId ?? vif?.virtualGatewayId;
  if (gatewayId === undefined || gatewayId === null) return [];
  const [region, destination] = [dice.of(...REGIONS), dice.of(...DESTINATIONS)];
  const query = `destination=${destination.split('/')[0] ?? ''}&region=${region}`;
  const { body } = await server.operator<{
    readonly chosen: readonly { readonly virtualInterfaceId: string }[];
  }>('GET', `/gateways/${gatewayId}/paths?${query}`);
  return different(
    `paths of ${gatewayId} from ${region} to ${destination}`,
    body.chosen.map(({ virtualInterfaceId }) => virtualInterfaceId).toSorted(),
    expectedPaths(rows, { gatewayId, region, destination }),
  );
}

function wrongInterfaces(
  { rows }: World,
  { account, region }: QuickCaller,
  shown: readonly VirtualInterface[],
): readonly string[] {
  const sessions = (id: string) =>
    rows.bgpPeers
      .filter(({ virtualInterfaceId }) => virtualInterfaceId === id)
      .map((peer) => `${peer.id} ${peer.status}`);
  return different(
    'DescribeVirtualInterfaces',
    shown.map(({ virtualInterfaceId = '', virtualInterfaceState = '', bgpPeers = [] }) =>
      [
        virtualInterfaceId,
        virtualInterfaceState,
        ...bgpPeers.map(({ bgpPeerId = '', bgpStatus = '' }) => `${bgpPeerId} ${bgpStatus}`),
      ].join(' '),
    ),
    rows.virtualInterfaces
      .filter((row) => row.region === region && [row.account, row.connectionAccount].includes(account))
      .map(({ id, state }) =>
        // What is over keeps its peers, and lists none.
        [id, state, ...(['deleted', 'rejected'].includes(state) ? [] : sessions(id))].join(' '),
      ),
  );
}

function wrongPorts(
  { rows }: World,
  { account, region }: QuickCaller,
  connections: readonly Connection[],
  lags: readonly Lag[],
): readonly string[] {
  const own = (row: { readonly account: string; readonly region: string }) =>
    row.account === account && row.region === region;
  const members = (id: string) => rows.connections.filter(({ lagId }) => lagId === id).length;
  return [
    ...different(
      'DescribeConnections',
      connections.map(({ connectionId = '' }) => connectionId),
      rows.connections.filter((row) => own(row) && row.kind !== 'interconnect').map(({ id }) => id),
    ),
    ...different(
      'DescribeLags',
      lags.map(
        ({ lagId = '', lagState = '', numberOfConnections = -1 }) =>
          `${lagId} ${lagState} ${numberOfConnections}`,
      ),
      rows.lags.filter(own).map(({ id, state }) => `${id} ${state} ${members(id)}`),
    ),
  ];
}

/** Rate limiters and prefixes that an answer says are taken, where it says so. */
function wrongUse({ rows }: World, one: Connection | Lag): readonly string[] {
  const id = ('connectionId' in one ? one.connectionId : one.lagId) ?? '';
  const on = living(rows.virtualInterfaces).filter(({ connectionId }) => connectionId === id);
  const { rateLimiterStatus: limiters, prefixPoolSizeIpv4: size, prefixPoolUnallocatedCountIpv4: left } = one;
  const inUse = on.filter(({ rateLimit }) => rateLimit !== null).length;
  const counted = on.filter(({ kind }) => kind !== 'public');
  const prefixes = total(counted.map(({ prefixCountV4 }) => prefixCountV4));
  const problems: string[] = [];
  if (limiters !== undefined && limiters.inUse !== inUse)
    problems.push(`${id}: ${inUse} limiters, ${limiters.inUse ?? 'none'} shown`);
  if (limiters !== undefined && (limiters.maxAllowed ?? -1) % QUOTAS.rateLimitersPerConnection !== 0)
    problems.push(`${id} may have ${limiters.maxAllowed ?? 'no'} limiters`);
  if (size !== undefined && left !== Math.max(0, size - prefixes))
    problems.push(`${id}: ${prefixes} of ${size} prefixes, ${left ?? 'none'} left`);
  return problems;
}
