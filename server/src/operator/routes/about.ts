import { openApiDocument } from '../openapi.ts';
import { docsPage } from '../docs-page.ts';
import { type Route, route } from '../route.ts';
import { anyObject, choice, flag, object, text, time } from '../schema.ts';
import { iso } from '../views/common.ts';

const statusSchema = object(
  {
    version: text(),
    profile: choice(['lab', 'production']),
    lifecycle: text(),
    fabric: choice(['simulated', 'manual', 'frr']),
    tokenNeeded: flag(),
    now: time("The service's time."),
    you: object({ name: text(), role: text() }, { description: 'Whom the server takes you for.' }),
  },
  { title: 'Status' },
);

/** What the API says of itself. */
export function aboutRoutes(routes: () => readonly Route[]): readonly Route[] {
  return [
    route({
      name: 'index',
      method: 'GET',
      path: '',
      summary: 'What there is, for people',
      role: 'viewer',
      answerType: 'text/html; charset=utf-8',
      handle: async ({ parts }) => docsPage(parts, routes()),
    }),
    route({
      name: 'docs',
      method: 'GET',
      path: '/docs',
      summary: 'The same page',
      role: 'viewer',
      answerType: 'text/html; charset=utf-8',
      handle: async ({ parts }) => docsPage(parts, routes()),
    }),
    route({
      name: 'openApi',
      method: 'GET',
      path: '/openapi.json',
      summary: 'All of it, for programs (OpenAPI 3.1)',
      role: 'viewer',
      answer: anyObject,
      handle: async ({ parts }) => openApiDocument(parts, routes()),
    }),
    route({
      name: 'showStatus',
      method: 'GET',
      path: '/status',
      summary: 'How this server is set, and whom it takes you for',
      role: 'viewer',
      answer: statusSchema,
      handle: async ({ parts, actor }) => ({
        version: parts.version,
        profile: parts.profile,
        lifecycle: parts.lifecycle,
        fabric: parts.fabric,
        tokenNeeded: parts.access.tokenNeeded,
        now: iso(parts.now()),
        you: { ...actor },
      }),
    }),
  ];
}
