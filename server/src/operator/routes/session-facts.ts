import { textsIn } from '../../domain/texts-in.ts';
import { isOperational, lagCarries } from '../../domain/lag/operational.ts';
import { bgpPeer } from '../../store/queries/bgp-peers.ts';
import { anyConnection, lagMembers } from '../../store/queries/connections.ts';
import { runningTest } from '../../store/queries/failover-tests.ts';
import { anyLag } from '../../store/queries/lags.ts';
import { connections } from '../../store/tables/connections.ts';
import { type LagRow, lags } from '../../store/tables/lags.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import type { Work } from '../../work/context.ts';
import { type Announced, takeSessionFact } from '../../work/sessions.ts';
import { announcementSchema, announcementsOf } from '../announcements.ts';
import { actOnInterface, findInterface, virtualInterfaceId } from '../find-interface.ts';
import { conflict, invalid, notFound, type Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, list, object, optional, text } from '../schema.ts';
import { words } from '../views/common.ts';
import { interfaceSchema, operatorInterfaceView } from '../views/virtual-interface.ts';

const STANDARD_CAUSE = { up: 'Established', down: 'The operator reports it down' };

/** What the operator sees of BGP on gear that this server does not drive. */
export const sessionFactRoutes: readonly Route[] = [
  route({
    name: 'reportSession',
    method: 'PUT',
    path: '/virtual-interfaces/:virtualInterfaceId/sessions/:peerId',
    summary: 'Reports a BGP session of your own gear: whether it is up, why, and what the customer announces',
    role: 'operator',
    params: object({
      virtualInterfaceId,
      peerId: text({
        pattern: '^dxpeer-[a-z0-9]{8}$',
        'x-allowed': 'the id of a BGP peer, such as dxpeer-ffabc123',
      }),
    }),
    body: object({
      status: choice(['up', 'down']),
      cause: optional(words(200, 'Why; stands in the history of the session.')),
      announced: optional(
        list(announcementSchema, {
          maxItems: 5_000,
          description: 'What the customer announces while it is up.',
        }),
      ),
    }),
    answer: interfaceSchema,
    handle: async (call) => {
      const { status, announced = [], cause = STANDARD_CAUSE[status] } = call.body;
      if (status === 'down' && announced.length > 0) {
        throw invalid([
          {
            field: 'body.announced',
            detail: 'is not there while a session is down',
            allowed: 'an empty list',
          },
        ]);
      }
      const routes: readonly Announced[] = announcementsOf(announced, 'announced');
      const { peerId } = call.params;
      await actOnInterface(call, async (work, row) => {
        await checkPeer(work, row, peerId);
        if (status === 'up') {
          await checkCarrier(work, row);
          await checkTest(work, row, peerId);
        }
        await takeSessionFact(work, { peerId, status, cause, idle: null, announced: routes });
      });
      const { reader } = call.parts.store;
      return operatorInterfaceView(reader, await findInterface(reader, call.params.virtualInterfaceId));
    },
  }),
];

/** @throws Problem for a peer that is not there, or has no session */
async function checkPeer(work: Work, row: VirtualInterfaceRow, peerId: string): Promise<void> {
  const peer = await bgpPeer(work.reader, peerId);
  if (peer?.virtualInterfaceId !== row.id) {
    throw notFound(
      'BGP peer',
      `${peerId} of ${row.id}`,
      `GET /operator/v1/virtual-interfaces/${row.id} names them (crossconnect operator virtual-interfaces show ${row.id})`,
    );
  }
  if (peer.state === 'available') return;
  throw conflict(`${peerId} is ${peer.state}: it has no session`, 'Report it once the peer is available');
}

/**
 * No session outlives its link. What it runs over is guarded: a link that goes at this moment writes there, and has seen
 * no session yet that it could take along.
 *
 * @throws Problem where there is none
 */
async function checkCarrier(work: Work, { connectionId }: VirtualInterfaceRow): Promise<void> {
  const connection = await anyConnection(work.reader, connectionId);
  if (connection !== undefined) work.write.guard(connections, connection);
  if (connection?.state === 'down') throw noLink(`${connectionId} is down`, connectionId);
  const lag = await anyLag(work.reader, connection?.parentId ?? connectionId);
  if (lag !== undefined) await checkLag(work, lag);
}

/** @throws Problem where none of its links works, or too few */
async function checkLag(work: Work, lag: LagRow): Promise<void> {
  work.write.guard(lags, lag);
  const members = await lagMembers(work.reader, lag.id);
  for (const member of members) work.write.guard(connections, member);
  if (lagCarries(lag.state, members.filter(({ state }) => isOperational(state)).length)) return;
  const broken = members.find(({ state }) => !isOperational(state))?.id;
  throw noLink(
    lag.state === 'available' ? `No link of ${lag.id} works` : `${lag.id} is ${lag.state}`,
    broken,
  );
}

function noLink(detail: string, port = 'PORT'): Problem {
  return conflict(
    `${detail}: no session is up over it`,
    `Report its link first: POST /operator/v1/ports/${port}/facts (crossconnect operator ports report ${port})`,
  );
}

/** What a failover test holds down is not up [UG26]. @throws Problem that names the test */
async function checkTest(work: Work, { id }: VirtualInterfaceRow, peerId: string): Promise<void> {
  const test = await runningTest(work.reader, id);
  if (test === undefined || !textsIn(test.peers).includes(peerId)) return;
  throw conflict(
    `Failover test ${test.id} holds ${peerId} down`,
    'Report it when the test has ended; what was last reported before comes back by itself',
  );
}
