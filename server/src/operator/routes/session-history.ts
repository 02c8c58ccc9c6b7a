import { sessionHistory } from '../../store/queries/bgp-peers.ts';
import type { SessionEventRow } from '../../store/tables/bgp-peers.ts';
import { findInterface, interfaceParams } from '../find-interface.ts';
import { type Route, route } from '../route.ts';
import { choice, integer, list, object, optional, text, time } from '../schema.ts';
import { iso } from '../views/common.ts';

const LIMIT = 100;
const status = choice(['up', 'down']);

/** What the sessions of a virtual interface went through. */
export const sessionHistoryRoute: Route = route({
  name: 'listSessionHistory',
  method: 'GET',
  path: '/virtual-interfaces/:virtualInterfaceId/session',
  summary: 'What its BGP sessions went through, and why; the newest first',
  role: 'viewer',
  params: interfaceParams,
  query: object({
    limit: optional(
      integer({ minimum: 1, maximum: 500, description: 'Items a page has at most; 100 by default.' }),
    ),
    after: optional(
      text({
        pattern: '^\\d{1,16}$',
        'x-allowed': 'the `next` of the page before',
        description: 'What the page before gave as `next`.',
      }),
    ),
  }),
  answer: object({
    items: list(
      object(
        {
          at: time('When.'),
          peerId: text(),
          from: status,
          to: status,
          cause: text({ description: 'Why.' }),
        },
        { title: 'SessionEvent' },
      ),
    ),
    next: optional(text({ description: 'Give it as `after` for the next page. Absent on the last page.' })),
  }),
  handle: async ({ parts, params, query }) => {
    const { reader } = parts.store;
    const { id } = await findInterface(reader, params.virtualInterfaceId);
    const { limit = LIMIT, after } = query;
    const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
    const rows = await sessionHistory(reader, id, before, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items: shown.map(eventView), ...(more ? { next: String(last.seq) } : {}) };
  },
});

function eventView({ at, peerId, statusFrom, statusTo, cause }: SessionEventRow) {
  const word = (text: string) => (text === 'up' ? ('up' as const) : ('down' as const));
  return { at: iso(at), peerId, from: word(statusFrom), to: word(statusTo), cause };
}
