import { records } from '../../store/tables/records.ts';
import { page } from '../paging.ts';
import { type Route, route } from '../route.ts';
import { choice, integer, list, object, optional, text } from '../schema.ts';
import { settledPlace } from '../settled-place.ts';
import { recordSchema, recordView, trailFilter, trailMatcher } from '../trail.ts';
import { pageMembers } from '../views/common.ts';

/** Everything that was changed, by whom. */
export const auditRoute: Route = route({
  name: 'listRecords',
  method: 'GET',
  path: '/audit',
  summary: 'The audit trail: who changed what, and which states were entered',
  description:
    'A page costs the same however long the trail is: with a filter it may be short, or empty, although `next` is there. Follow `next` until it is absent.',
  role: 'viewer',
  query: object({
    ...trailFilter,
    order: optional(choice(['newest', 'oldest'], 'Which comes first; newest by default.')),
    ...pageMembers,
  }),
  answer: object({
    items: list(recordSchema),
    next: optional(text({ description: 'Give it as `after` for the next page. Absent on the last page.' })),
    place: integer({
      description:
        'Give it to the stream of events as `after`: it goes on where this page stood, and misses nothing.',
    }),
  }),
  handle: async ({ parts, query }) => {
    // Before the page is read: what comes meanwhile is told twice rather than never.
    const place = await settledPlace(parts);
    const wish = { table: records, keep: trailMatcher(query), newestFirst: query.order !== 'oldest' };
    return { ...(await page(parts.store.reader, query, wish, recordView)), place };
  },
});
