import { isInReview } from '../../domain/connection/lifecycle.ts';
import type { CrossConnectEvent } from '../../domain/cross-connect/lifecycle.ts';
import { crossConnectLifecycle } from '../../domain/cross-connect/lifecycle.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { crossConnect } from '../../store/queries/paperwork.ts';
import type { Reader } from '../../store/store.ts';
import { type CrossConnectRow, crossConnects } from '../../store/tables/paperwork.ts';
import type { Work } from '../../work/context.ts';
import { endedLetter, moveCrossConnect } from '../../work/cross-connects.ts';
import { ownerOfConnection } from '../../work/owners.ts';
import { act, type Call } from '../call.ts';
import { page } from '../paging.ts';
import { accepted, conflict, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, object, optional } from '../schema.ts';
import { connectionId, deviceId, pageMembers, pageOf, words } from '../views/common.ts';
import { CROSS_CONNECT_STATES, crossConnectSchema, crossConnectView } from '../views/cross-connect.ts';

const params = object({ connectionId });
const said = {
  note: optional(words(500, 'Kept with the cross connect.')),
  farEnd: optional(words(200, "The customer's side, such as its panel and port.")),
};

export const crossConnectRoutes: readonly Route[] = [
  route({
    name: 'listCrossConnects',
    method: 'GET',
    path: '/cross-connects',
    summary: 'Cross connects: all, or those in a state or on a device',
    role: 'viewer',
    query: object({
      state: optional(choice(CROSS_CONNECT_STATES)),
      device: optional(deviceId),
      ...pageMembers,
    }),
    answer: pageOf(crossConnectSchema),
    handle: ({ parts, query }) => {
      const keep = (row: CrossConnectRow) =>
        (query.state === undefined || row.state === query.state) &&
        (query.device === undefined || row.deviceId === query.device);
      return page(parts.store.reader, query, { table: crossConnects, keep }, crossConnectView);
    },
  }),
  route({
    name: 'showCrossConnect',
    method: 'GET',
    path: '/cross-connects/:connectionId',
    summary: 'One cross connect',
    role: 'viewer',
    params,
    answer: crossConnectSchema,
    handle: async ({ parts, params: at }) =>
      crossConnectView(await crossConnectOf(parts.store.reader, at.connectionId)),
  }),
  move('order', 'orderCrossConnect', 'The facility has taken the work order'),
  move('connect', 'connectCrossConnect', 'The facility has patched the fibre'),
  move('break', 'breakCrossConnect', 'The patch is broken: no light passes'),
  move('repair', 'repairCrossConnect', 'The broken patch is whole again'),
  move('cease', 'ceaseCrossConnect', 'The patch is to be taken out'),
  move('ceased', 'endCrossConnect', 'The facility has taken the patch out'),
];

function move(event: CrossConnectEvent, name: string, summary: string): Route {
  return route({
    name,
    method: 'POST',
    path: `/cross-connects/:connectionId/${event}`,
    summary,
    role: 'operator',
    params,
    body: object(said),
    answer: crossConnectSchema,
    handle: async (call) => crossConnectView(await moved(call, call.params.connectionId, event, call.body)),
  });
}

async function moved(
  call: Call,
  id: string,
  event: CrossConnectEvent,
  { note, farEnd }: { readonly note?: string; readonly farEnd?: string },
): Promise<CrossConnectRow> {
  const words = { ...(note === undefined ? {} : { note }), ...(farEnd === undefined ? {} : { farEnd }) };
  const done = await act(
    call,
    async (work) => {
      const row = await crossConnectOf(work.reader, id);
      const owner = await ownerOfConnection(work.reader, id);
      await checkLetter(work, row, event);
      const after = accepted(await moveCrossConnect(work, row, event, words), stepsFrom(row));
      return { after, owner };
    },
    ({ owner }) => owner ?? {},
  );
  return done.after;
}

/** Nobody patches with a letter that has ended. @throws Problem that names it */
async function checkLetter(work: Work, row: CrossConnectRow, event: CrossConnectEvent): Promise<void> {
  const { connectionId: id, state } = row;
  const ended = await endedLetter(work, row, crossConnectLifecycle.states[state]?.on?.[event]);
  if (ended === undefined) return;
  const how =
    ended.state === 'expired' ? 'has expired' : `was revoked (${ended.reason ?? 'no reason given'})`;
  throw conflict(
    `Letter ${ended.id} of ${id} ${how}: nothing is patched with it`,
    `Issue a new one: POST /operator/v1/letters (crossconnect operator letters issue ${id})`,
  );
}

/** What a cross connect can go through from where it is. */
function stepsFrom({ state, connectionId: id }: CrossConnectRow): string {
  if (state === 'ceased') {
    return `A new letter for a living connection requests its cross connect anew: POST /operator/v1/letters (crossconnect operator letters issue ${id})`;
  }
  const events = Object.keys(crossConnectLifecycle.states[state]?.on ?? {});
  return `From ${state} there are: ${events.join(', ')} (crossconnect operator cross-connects ${events[0]} ${id})`;
}

async function crossConnectOf(reader: Reader, id: string): Promise<CrossConnectRow> {
  const row = await crossConnect(reader, id);
  if (row !== undefined) return row;
  const connection = await anyConnection(reader, id);
  if (connection !== undefined && isInReview(connection.state)) {
    throw conflict(
      `The order ${id} is not approved yet, so that there is no cross connect`,
      `Approve it first: POST /operator/v1/orders/${id}/approve (crossconnect operator orders approve ${id})`,
    );
  }
  throw notFound(
    'cross connect of connection',
    id,
    'GET /operator/v1/cross-connects lists all (crossconnect operator cross-connects list)',
  );
}
