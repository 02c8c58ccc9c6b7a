import type { Refusal } from '../../domain/refusal.ts';
import type { Reader } from '../../store/store.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import type { Work } from '../../work/context.ts';
import { approveOrder, askCustomer, rejectOrder, takeAnswer } from '../../work/orders.ts';
import { act, type Call } from '../call.ts';
import { page } from '../paging.ts';
import { accepted, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, object, optional } from '../schema.ts';
import {
  accountId,
  connectionId,
  locationCode,
  pageMembers,
  pageOf,
  regionName,
  words,
} from '../views/common.ts';
import { isOrder, ORDER_STATUSES, orderSchema, orderStatus, orderView } from '../views/order.ts';

const params = object({ connectionId });
const DECIDED = 'GET /operator/v1/orders?status=waiting lists what waits (crossconnect operator orders list)';

export const orderRoutes: readonly Route[] = [
  route({
    name: 'listOrders',
    method: 'GET',
    path: '/orders',
    summary: 'Orders of ports: those that wait for a decision, or others',
    role: 'viewer',
    query: object({
      status: optional(choice([...ORDER_STATUSES, 'all'], 'waiting by default.')),
      account: optional(accountId),
      region: optional(regionName),
      location: optional(locationCode),
      ...pageMembers,
    }),
    answer: pageOf(orderSchema),
    handle: ({ parts, query }) => {
      const { status = 'waiting', account, region, location } = query;
      const keep = (row: ConnectionRow) =>
        isOrder(row) &&
        (status === 'all' || orderStatus(row) === status) &&
        (region === undefined || row.region === region) &&
        (location === undefined || row.location.toLowerCase() === location.toLowerCase());
      const where = account === undefined ? {} : { account };
      return page(parts.store.reader, query, { table: connections, where, keep }, orderView);
    },
  }),
  route({
    name: 'showOrder',
    method: 'GET',
    path: '/orders/:connectionId',
    summary: 'One order',
    role: 'viewer',
    params,
    answer: orderSchema,
    handle: async ({ parts, params: at }) => orderView(await orderOf(parts.store.reader, at.connectionId)),
  }),
  route({
    name: 'approveOrder',
    method: 'POST',
    path: '/orders/:connectionId/approve',
    summary: 'Approves an order: its letter is issued and its cross connect requested',
    role: 'operator',
    params,
    body: object({}),
    answer: orderSchema,
    handle: (call) => decided(call, (work, row) => approveOrder(work, row, call.actor.name)),
  }),
  route({
    name: 'rejectOrder',
    method: 'POST',
    path: '/orders/:connectionId/reject',
    summary: 'Turns an order down: its port is free again and the connection deleted',
    role: 'operator',
    params,
    body: object({ reason: words(500, 'Why; kept with the order.') }),
    answer: orderSchema,
    handle: (call) => decided(call, (work, row) => rejectOrder(work, row, call.actor.name, call.body.reason)),
  }),
  route({
    name: 'askForInformation',
    method: 'POST',
    path: '/orders/:connectionId/ask',
    summary: 'Asks the customer for more information: the order lapses after 7 days without an answer',
    role: 'operator',
    params,
    body: object({ reason: words(500, 'What is asked, and why; kept with the order.') }),
    answer: orderSchema,
    handle: (call) => decided(call, (work, row) => askCustomer(work, row, call.actor.name, call.body.reason)),
  }),
  route({
    name: 'takeInformation',
    method: 'POST',
    path: '/orders/:connectionId/answer',
    summary: 'Takes the answer of the customer: the order waits for a decision again',
    role: 'operator',
    params,
    body: object({ answer: words(2_000, 'What the customer said; kept with the order.') }),
    answer: orderSchema,
    handle: (call) => decided(call, (work, row) => takeAnswer(work, row, call.body.answer)),
  }),
];

type Decision = ConnectionRow | Refusal;

/** Does something with an order, in the trail of its owner. */
async function decided(
  call: Call<{ readonly connectionId: string }>,
  decide: (work: Work, row: ConnectionRow) => Decision | Promise<Decision>,
) {
  const unit = async (work: Work) => {
    const row = await orderOf(work.reader, call.params.connectionId);
    return accepted(await decide(work, row), nextFor(row));
  };
  return orderView(await act(call, unit, (row) => row));
}

/** What can be done with an order that is not where it should be. */
function nextFor({ id, state }: ConnectionRow): string {
  if (state === 'asked')
    return `Take the answer first: POST /operator/v1/orders/${id}/answer (crossconnect operator orders answer ${id} --text "…")`;
  if (state === 'requested')
    return `Ask first: POST /operator/v1/orders/${id}/ask (crossconnect operator orders ask ${id} --reason "…")`;
  return DECIDED;
}

async function orderOf(reader: Reader, id: string): Promise<ConnectionRow> {
  const row = await anyConnection(reader, id);
  if (row !== undefined && isOrder(row)) return row;
  throw notFound(
    'order',
    id,
    'GET /operator/v1/orders?status=all lists all (crossconnect operator orders list --status all)',
  );
}
