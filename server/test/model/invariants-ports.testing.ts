import type { ConnectionRow } from '../../src/store/tables/connections.ts';
import type { AllRows } from '../support/all-rows.ts';
import {
  above,
  byId,
  failing,
  type Invariant,
  living,
  type Look,
  total,
  twice,
} from './invariant.testing.ts';
import { QUOTAS } from './world.testing.ts';

const MBPS: Readonly<Record<string, number>> = {
  '200Mbps': 200,
  '500Mbps': 500,
  '1Gbps': 1_000,
  '10Gbps': 10_000,
};
const mbps = ({ bandwidth }: { readonly bandwidth: string }) => MBPS[bandwidth] ?? Number.NaN;

const ofKind = (rows: AllRows, kind: ConnectionRow['kind']) =>
  living(rows.connections).filter((row) => row.kind === kind);
const membersOf = ({ connections }: AllRows, lagId: string) =>
  connections.filter((row) => row.lagId === lagId);

/** Whether light and link of a connection's port are there: by its row, which is a fact. */
export function isLinked({ ports }: AllRows, { id }: ConnectionRow): boolean {
  const at = ports.find((row) => row.connectionId === id);
  return at !== undefined && at.link === 'up' && at.rxLight !== null;
}

const WORKS: readonly string[] = ['available', 'rekeying'];

/** Whether what carries hosted connections works: a LAG may be up without any link, and carries nothing then. */
function carries(rows: AllRows, parentId: string): boolean {
  const isWorking = ({ state }: ConnectionRow) => WORKS.includes(state);
  const lag = rows.lags.find(({ id }) => id === parentId);
  if (lag !== undefined) return lag.state === 'available' && membersOf(rows, parentId).some(isWorking);
  return rows.connections.some((row) => row.id === parentId && isWorking(row));
}

function lagAgrees({ rows }: Look, lag: AllRows['lags'][number]): boolean {
  const working = membersOf(rows, lag.id).filter(({ state }) => WORKS.includes(state)).length;
  if (lag.state === 'pending') return working < Math.max(1, lag.minimumLinks);
  return lag.state === 'available' ? working >= lag.minimumLinks : working < lag.minimumLinks;
}

const stateOf = (row: { readonly id: string; readonly state: string }) => `${row.id} is ${row.state}`;

export const PORT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'no port has two connections, and no connection two ports',
    broken: ({ rows }) => [
      ...twice(rows.ports, ({ connectionId }) => connectionId),
      ...twice(
        living(rows.connections).filter(({ portNumber }) => portNumber !== null),
        ({ deviceId, portNumber }) => `${deviceId}.${portNumber}`,
      ),
    ],
  },
  {
    name: 'a living connection with a port has its port',
    broken: ({ rows }) => {
      const holders = new Map(
        rows.ports.map((row) => [`${row.deviceId}.${row.number}`, `${row.state} ${row.connectionId}`]),
      );
      return failing(
        living(rows.connections).filter(({ kind }) => kind !== 'hosted'),
        ({ id, deviceId, portNumber }) => holders.get(`${deviceId}.${portNumber}`) === `taken ${id}`,
        ({ id, deviceId, portNumber }) => `${id} at ${deviceId}.${portNumber}`,
      );
    },
  },
  {
    name: 'no VLAN twice on an interconnect or LAG',
    broken: ({ rows }) => twice(ofKind(rows, 'hosted'), ({ parentId, vlan }) => `${parentId} ${vlan}`),
  },
  {
    name: 'hosted connections do not take more than their parent has',
    broken: (look) =>
      above(
        look,
        (rows) => [...new Set(ofKind(rows, 'hosted').map(({ parentId }) => parentId ?? ''))],
        (parentId, rows) => {
          const ports = parentId.startsWith('dxlag-')
            ? membersOf(rows, parentId)
            : rows.connections.filter(({ id }) => id === parentId);
          const carried = ofKind(rows, 'hosted').filter((row) => row.parentId === parentId);
          return { key: parentId, sum: total(carried.map(mbps)), max: total(ports.map(mbps)) };
        },
      ),
  },
  {
    name: 'a hosted connection has a living parent, and follows its link',
    broken: ({ rows }) => {
      const parents = byId([...living(rows.connections), ...living(rows.lags)]);
      return failing(
        ofKind(rows, 'hosted'),
        ({ parentId, state, dueAt }) => {
          if (state === 'deleting') return true;
          if (!parents.has(parentId ?? '')) return false;
          // It waits for the first link of its parent, and for nothing else.
          if (state === 'pending' && dueAt === null) return !carries(rows, parentId ?? '');
          if (state !== 'available' && state !== 'down') return true;
          return carries(rows, parentId ?? '') === (state === 'available');
        },
        (row) => `${stateOf(row)}, ${row.parentId} ${parents.get(row.parentId ?? '')?.state}`,
      );
    },
  },
  {
    name: 'a connection is available where its port has light and link, and down where not',
    broken: ({ rows }) =>
      failing(
        living(rows.connections).filter(
          ({ kind, state }) => kind !== 'hosted' && ['available', 'down'].includes(state),
        ),
        (row) => isLinked(rows, row) === (row.state === 'available'),
        stateOf,
      ),
  },
  {
    name: 'a LAG is what its members are, and they are where it is',
    broken: (look) => {
      const lags = byId(look.rows.lags);
      return [
        ...failing(living(look.rows.lags), (lag) => lagAgrees(look, lag), stateOf),
        ...failing(
          look.rows.connections.filter(({ lagId }) => lagId !== null),
          ({ lagId, deviceId, bandwidth, account, region }) => {
            const lag = lags.get(lagId ?? '');
            return (
              lag !== undefined &&
              lag.state !== 'deleted' &&
              [lag.deviceId, lag.bandwidth, lag.account, lag.region].join() ===
                [deviceId, bandwidth, account, region].join()
            );
          },
          ({ id, lagId }) => `${id} in ${lagId}`,
        ),
        ...failing(
          living(look.rows.lags),
          ({ id, minimumLinks }) => {
            const members = membersOf(look.rows, id).length;
            return members === 0 || minimumLinks <= members;
          },
          ({ id, minimumLinks }) => `${id} wants ${minimumLinks} links`,
        ),
      ];
    },
  },
  {
    name: 'quotas of connections and LAGs',
    broken: ({ rows }) => {
      const ports = living(rows.connections).filter(
        ({ kind, state }) => kind !== 'hosted' && state !== 'deleting',
      );
      const groups = [
        ...Map.groupBy(ports, ({ account, region, location }) => `${account} ${region} ${location}`),
      ];
      const lags = [...Map.groupBy(living(rows.lags), ({ account, region }) => `${account} ${region}`)];
      return [
        ...groups.flatMap(([key, all]) =>
          all.length > QUOTAS.connectionsPerLocation ? [`${key}: ${all.length} connections`] : [],
        ),
        ...lags.flatMap(([key, all]) =>
          all.length > QUOTAS.lagsPerRegion ? [`${key}: ${all.length} LAGs`] : [],
        ),
        ...living(rows.lags).flatMap(({ id }) => {
          const members = membersOf(rows, id).length;
          return members > QUOTAS.connectionsPerLag ? [`${id}: ${members} members`] : [];
        }),
      ];
    },
  },
];
