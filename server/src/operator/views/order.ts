import { portId } from '../../domain/inventory/port.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { informationOf, type Review } from '../../work/orders.ts';
import { choice, flag, type Infer, nullable, object, text, time } from '../schema.ts';
import { iso, isoOrNull } from './common.ts';

export const ORDER_STATUSES = ['waiting', 'asked', 'approved', 'rejected', 'lapsed', 'withdrawn'] as const;

/** An order of a port, from the customer's request to the operator's decision. */
export const orderSchema = object(
  {
    connectionId: text(),
    status: choice(
      ORDER_STATUSES,
      'asked: the customer is asked for information; lapsed: nobody answered in time; withdrawn: the customer deleted it before it was decided.',
    ),
    state: text({ description: 'State of the connection.' }),
    account: text(),
    region: text(),
    kind: choice(['dedicated', 'interconnect']),
    name: text(),
    location: text(),
    port: nullable(text({ description: 'The port that the order has taken: device and number.' })),
    bandwidth: text(),
    macSec: flag(),
    providerName: nullable(text()),
    lagId: nullable(text()),
    orderedAt: time('When it was ordered.'),
    review: nullable(
      object({
        decision: choice(['approved', 'rejected', 'lapsed']),
        by: text({
          description: 'Name of the operator, or `lifecycle` where it was decided by itself.',
        }),
        reason: nullable(text()),
        at: time('When it was decided.'),
      }),
    ),
    information: nullable(
      object(
        {
          reason: text({ description: 'What the customer is asked for, and why.' }),
          by: text({ description: 'Name of the operator.' }),
          at: time('When it was asked.'),
          until: nullable(time('When the order lapses; null once it is answered or over.')),
          answer: nullable(text()),
          answeredAt: nullable(time('When it was answered.')),
        },
        { description: 'What the customer was asked for last.' },
      ),
    ),
  },
  { title: 'Order' },
);

/** Whether the row is one that an operator decides on; hosted connections are their partner's. */
export function isOrder(row: ConnectionRow): boolean {
  return row.kind !== 'hosted';
}

export function orderStatus(row: ConnectionRow): (typeof ORDER_STATUSES)[number] {
  if (row.review !== null) return (JSON.parse(row.review) as Review).decision;
  if (row.state === 'asked') return 'asked';
  return row.state === 'requested' ? 'waiting' : 'withdrawn';
}

export function orderView(row: ConnectionRow): Infer<typeof orderSchema> {
  const review = row.review === null ? null : (JSON.parse(row.review) as Review);
  return {
    connectionId: row.id,
    status: orderStatus(row),
    state: row.state,
    account: row.account,
    region: row.region,
    kind: row.kind === 'interconnect' ? 'interconnect' : 'dedicated',
    name: row.name,
    location: row.location,
    port: row.deviceId === null || row.portNumber === null ? null : portId(row.deviceId, row.portNumber),
    bandwidth: row.bandwidth,
    macSec: row.macSec === 1,
    providerName: row.providerName,
    lagId: row.lagId,
    orderedAt: iso(row.createdAt),
    review: review === null ? null : { ...review, at: iso(review.at) },
    information: informationView(row),
  };
}

function informationView(row: ConnectionRow): Infer<typeof orderSchema>['information'] {
  const asked = informationOf(row);
  if (asked === null) return null;
  return {
    ...asked,
    at: iso(asked.at),
    until: row.state === 'asked' ? isoOrNull(row.dueAt) : null,
    answeredAt: isoOrNull(asked.answeredAt),
  };
}
