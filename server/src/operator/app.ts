import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor, admit } from './access.ts';
import { BASE } from './base.ts';
import { answerError, answerNotFound, problemOf } from './answer-problem.ts';
import type { Call } from './call.ts';
import { coerced } from './coerce.ts';
import type { OperatorParts } from './parts.ts';
import type { Route } from './route.ts';

const BODY_LIMIT_BYTES = 1_048_576;
/** Pages have neither scripts nor anything from elsewhere. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The routes as a Fastify application that listens nowhere: requests are handed to it. */
export function buildApp(parts: OperatorParts, routes: readonly Route[]): FastifyInstance {
  const app = fastify({
    logger: false,
    // The proxy is believed, and nobody before it.
    trustProxy: parts.behindProxy ? (_address, hop) => hop === 0 : false,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    exposeHeadRoutes: false,
    // What the router itself refuses: a path that is no text, a part that is too long.
    frameworkErrors: (error, request, reply) => answerError(parts, error, request, reply),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    // Bodies are taken as they are: no text for a number, no unknown member dropped in silence.
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        allErrors: true,
        verbose: true,
        keywords: ['x-allowed'],
      },
    },
  });
  app.decorateRequest('actor');
  acceptBodies(app);
  app.addHook('onSend', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    reply.header('x-request-id', request.id).header('content-security-policy', CONTENT_POLICY);
  });
  app.setErrorHandler((error, request, reply) => answerError(parts, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerNotFound(routes, request, reply));
  for (const one of routes) addRoute(app, parts, one);
  return app;
}

/** JSON alone; `POST …/approve` needs no body, whatever its content type says. */
function acceptBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
}

function addRoute(app: FastifyInstance, parts: OperatorParts, one: Route): void {
  const { params, query, body } = one;
  app.route({
    method: one.method,
    url: BASE + one.path,
    ...(one.bodyLimit === undefined ? {} : { bodyLimit: one.bodyLimit }),
    schema: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
    },
    // Before the body is read: it is not everybody's to send.
    onRequest: async (request) => {
      request.setDecorator('actor', await admit(parts, request.headers, one.role));
    },
    preValidation: async (request) => {
      request.params = coerced(request.params, params);
      request.query = coerced(request.query, query);
      if (body !== undefined && request.body === undefined) request.body = {};
    },
    handler: (request, reply) => handle(parts, one, request, reply),
  });
}

async function handle(parts: OperatorParts, one: Route, request: FastifyRequest, reply: FastifyReply) {
  let taken = false;
  const call: Call = {
    params: request.params,
    query: request.query,
    body: request.body,
    parts,
    actor: request.getDecorator<Actor>('actor'),
    facts: { requestId: request.id, sourceIp: request.ip, action: one.name },
    req: request.raw,
    admitAgain: () => admit(parts, request.headers, one.role),
    takeAnswer: () => {
      taken = true;
      reply.hijack();
      return reply.raw;
    },
  };
  const answer = await one.handle(call).catch((error: unknown) => {
    if (!taken) throw error;
    // Nothing can be answered any more; what nobody foresaw is logged.
    problemOf(parts, error, request.id);
    if (!reply.raw.writableEnded) reply.raw.destroy();
  });
  if (taken) return reply;
  if (typeof answer === 'string') return reply.type(one.answerType ?? 'text/plain').send(answer);
  return reply.code(one.status ?? 200).send(answer);
}
