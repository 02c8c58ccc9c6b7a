import { isInReview } from '../../domain/connection/lifecycle.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { crossConnect, letter } from '../../store/queries/paperwork.ts';
import type { Reader } from '../../store/store.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { type LetterRow, letters } from '../../store/tables/paperwork.ts';
import { requestAgain } from '../../work/cross-connects.ts';
import { issueLetter, revokeLetter } from '../../work/letters.ts';
import { act } from '../call.ts';
import { page } from '../paging.ts';
import { accepted, conflict, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, object, optional, text } from '../schema.ts';
import { accountId, connectionId, pageMembers, pageOf, words } from '../views/common.ts';
import { LETTER_STATES, letterSchema, letterView } from '../views/letter.ts';

const params = object({
  letterId: text({
    pattern: '^LOA-[A-Z0-9]{5}-[A-Z0-9]{5}$',
    'x-allowed': 'the reference on the letter, such as LOA-ABCDE-23456',
  }),
});

export const letterRoutes: readonly Route[] = [
  route({
    name: 'listLetters',
    method: 'GET',
    path: '/letters',
    summary: 'Letters of authorization: all, or those of a connection, account or state',
    role: 'viewer',
    query: object({
      connectionId: optional(connectionId),
      account: optional(accountId),
      state: optional(choice(LETTER_STATES)),
      ...pageMembers,
    }),
    answer: pageOf(letterSchema),
    handle: ({ parts, query }) => {
      const where = query.connectionId === undefined ? {} : { connectionId: query.connectionId };
      const keep = (row: LetterRow) =>
        (query.account === undefined || row.account === query.account) &&
        (query.state === undefined || row.state === query.state);
      const view = (row: LetterRow) => letterView(row, parts.publicUrl());
      return page(parts.store.reader, query, { table: letters, where, keep }, view);
    },
  }),
  route({
    name: 'showLetter',
    method: 'GET',
    path: '/letters/:letterId',
    summary: 'One letter',
    role: 'viewer',
    params,
    answer: letterSchema,
    handle: async ({ parts, params: at }) =>
      letterView(await letterOf(parts.store.reader, at.letterId), parts.publicUrl()),
  }),
  route({
    name: 'issueLetter',
    method: 'POST',
    path: '/letters',
    summary:
      'Issues a new letter for a connection; the one before is superseded, and a cross connect that was taken out is requested anew',
    role: 'operator',
    body: object({
      connectionId,
      providerName: optional(words(200, "Who patches the cross connect; the order's by default.")),
    }),
    status: 201,
    answer: letterSchema,
    handle: async (call) => {
      const { connectionId: id, providerName } = call.body;
      const row = await act(
        call,
        async (work) => {
          const connection = await permitted(work.reader, id);
          await requestAgain(work, connection);
          return issueLetter(work, connection, providerName ?? connection.providerName);
        },
        (made) => made,
      );
      return letterView(row, call.parts.publicUrl());
    },
  }),
  route({
    name: 'revokeLetter',
    method: 'POST',
    path: '/letters/:letterId/revoke',
    summary: 'Ends a letter: its page says so from now on',
    role: 'operator',
    params,
    body: object({ reason: words(500, 'Why; its page and its customer are told.') }),
    answer: letterSchema,
    handle: async (call) => {
      const { letterId } = call.params;
      const row = await act(
        call,
        async (work) => {
          const found = await letterOf(work.reader, letterId);
          const next = `A new one can be issued: POST /operator/v1/letters (crossconnect operator letters issue ${found.connectionId})`;
          return accepted(revokeLetter(work, found, call.body.reason), next);
        },
        (ended) => ended,
      );
      return letterView(row, call.parts.publicUrl());
    },
  }),
];

/** A connection whose port a letter can be for: its order was approved, and it is alive. */
async function permitted(reader: Reader, id: string): Promise<ConnectionRow> {
  const row = await anyConnection(reader, id);
  if (row === undefined)
    throw notFound(
      'connection',
      id,
      'GET /operator/v1/orders?status=all lists all (crossconnect operator orders list --status all)',
    );
  if (row.kind === 'hosted') {
    throw conflict(
      `${id} is a hosted connection: it has no port of its own`,
      `Name its parent ${row.parentId}`,
    );
  }
  if (isInReview(row.state)) {
    throw conflict(
      `The order ${id} is not approved yet`,
      `Approve it, which issues its letter: POST /operator/v1/orders/${id}/approve (crossconnect operator orders approve ${id})`,
    );
  }
  const fibre = await crossConnect(reader, id);
  if (row.state === 'deleting' || row.state === 'deleted' || fibre === undefined) {
    throw conflict(`${id} is ${row.state}: there is nothing to patch`, 'Name a connection that is alive');
  }
  return row;
}

async function letterOf(reader: Reader, id: string): Promise<LetterRow> {
  const row = await letter(reader, id);
  if (row !== undefined) return row;
  throw notFound('letter', id, 'GET /operator/v1/letters lists all (crossconnect operator letters list)');
}
