import { Buffer } from 'node:buffer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceFault } from '../domain/fault.ts';
import { Collision, Conflict, StoreUnreachable } from '../store/store.ts';
import type { OperatorParts } from './parts.ts';
import { conflict, invalid, Problem, type ProblemParts, problemBody } from './problem.ts';
import type { Route } from './route.ts';
import { type Violation, wrongFields } from './wrong-fields.ts';

// Not imported, as in wire/server.ts.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** Answers whatever went wrong as a problem. */
export function answerError(
  parts: OperatorParts,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { parts: problem } = problemOf(parts, error, request.id);
  if (!reply.raw.headersSent) send(problem, request, reply);
}

/** What went wrong, as a problem; what nobody foresaw is logged with its cause, and shows none of it. */
export function problemOf({ log }: OperatorParts, error: unknown, requestId: string): Problem {
  const foreseen = foreseenProblem(error);
  if (foreseen !== undefined) return foreseen;
  log.error({ err: error, requestId }, 'An operator request failed');
  if (error instanceof StoreUnreachable) return silent(error);
  return new Problem({
    status: 500,
    kind: 'server-fault',
    title: 'The server failed',
    detail: `The server could not do this; its log has the cause under ${requestId}`,
    next: 'Try again; if it fails again, look into the log of the server',
  });
}

function silent({ message }: StoreUnreachable): Problem {
  return new Problem({
    status: 503,
    kind: 'store-unreachable',
    title: 'The store does not answer',
    detail: message,
    next: 'Try again in a moment: GET /health says when the store is reachable',
  });
}

/** Answers a path or a method that there is not. */
export function answerNotFound(routes: readonly Route[], request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.replace(/\?.*$/, '').replace(/\/$/, '');
  const allowed = routes.filter((route) => matches(route, path)).map(({ method }) => method);
  const next = 'GET /operator/v1 lists what there is, GET /operator/v1/openapi.json describes it';
  const wrong: ProblemParts =
    allowed.length === 0
      ? {
          status: 404,
          kind: 'not-found',
          title: 'There is no such path',
          detail: `There is no ${path}`,
          next,
        }
      : {
          status: 405,
          kind: 'method',
          title: 'Not with this method',
          detail: `${path} does not take ${request.method}; it takes ${allowed.join(', ')}`,
          next,
          headers: { allow: allowed.join(', ') },
        };
  send(wrong, request, reply);
}

function matches({ path }: Route, asked: string): boolean {
  const shape = path.replaceAll(/:[^/]+/g, '[^/]+');
  return new RegExp(`^/operator/v1${shape}$`).test(asked);
}

function send(parts: ProblemParts, request: FastifyRequest, reply: FastifyReply): void {
  // As bytes: to text the framework would add a charset, which JSON has not.
  const body = Buffer.from(JSON.stringify(problemBody(parts, request.url)));
  void reply
    .code(parts.status)
    .headers(parts.headers ?? {})
    .header('content-type', 'application/problem+json')
    .send(body);
}

function foreseenProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof ServiceFault) return conflict(error.message, 'Look at it again, then decide anew');
  if (error instanceof Conflict || error instanceof Collision) {
    return conflict('Somebody else changed the same thing at the same time', 'Try it again');
  }
  return framework(error);
}

/** What Fastify itself refuses. */
function framework(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { validation, validationContext, statusCode } = error as Error & Partial<Refused>;
  if (validation !== undefined) return invalid(wrongFields(validation, validationContext ?? 'body'));
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return new Problem({
    status: statusCode,
    kind: 'request',
    title: STATUS_CODES[statusCode] ?? 'The request is not right',
    detail: error.message,
    next: 'Send JSON with Content-Type: application/json, at most as large as the document says',
  });
}

interface Refused {
  readonly validation: readonly Violation[];
  readonly validationContext: string;
  readonly statusCode: number;
}
