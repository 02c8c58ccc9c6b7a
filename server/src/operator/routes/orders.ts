import type { Reader } from '../../store/store.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { approveOrder, rejectOrder } from '../../work/orders.ts';
import { act } from '../call.ts';
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
    handle: async (call) => {
      const done = await act(
        call,
        async (work) => {
          const row = await orderOf(work.reader, call.params.connectionId);
          return accepted(await approveOrder(work, row, call.actor.name), DECIDED);
        },
        (row) => row,
      );
      return orderView(done);
    },
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
    handle: async (call) => {
      const done = await act(
        call,
        async (work) => {
          const row = await orderOf(work.reader, call.params.connectionId);
          return accepted(await rejectOrder(work, row, call.actor.name, call.body.reason), DECIDED);
        },
        (row) => row,
      );
      return orderView(done);
    },
  }),
];

async function orderOf(reader: Reader, id: string): Promise<ConnectionRow> {
  const row = await anyConnection(reader, id);
  if (row !== undefined && isOrder(row)) return row;
  throw notFound(
    'order',
    id,
    'GET /operator/v1/orders?status=all lists all (crossconnect operator orders list --status all)',
  );
}
