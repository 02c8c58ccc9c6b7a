import type { Role } from './access.ts';
import type { Call } from './call.ts';
import type { Infer, JsonSchema, Schema } from './schema.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Absent = Schema<unknown>;

interface RouteParts<P extends Absent, Q extends Absent, B extends Absent, A extends Absent> {
  /** Names the route in the document and in the audit trail. */
  readonly name: string;
  readonly method: Method;
  /** Follows `/operator/v1`; `:name` stands for a member of `params`. */
  readonly path: string;
  /** One line for people. */
  readonly summary: string;
  /** More than one line, where there is more to say. */
  readonly description?: string;
  readonly role: Role;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** 201 where something is made, 204 where there is nothing to say; else 200. */
  readonly status?: 201 | 204;
  readonly answer?: A;
  /** What it answers where that is not JSON. */
  readonly answerType?: string;
  /** Largest body, in bytes, where it is more than usual. */
  readonly bodyLimit?: number;
  readonly handle: (call: Call<Infer<P>, Infer<Q>, Infer<B>>) => Promise<Infer<A>>;
}

/** One route of the operator API, as the server and the document see it. */
export interface Route
  extends Omit<
    RouteParts<Absent, Absent, Absent, Absent>,
    'handle' | 'params' | 'query' | 'body' | 'answer'
  > {
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  readonly body?: JsonSchema;
  readonly answer?: JsonSchema;
  readonly handle: (call: Call) => Promise<unknown>;
}

/** Declares a route: its schemas check what comes in, type what the handler sees, and make the document. */
export function route<P extends Absent, Q extends Absent, B extends Absent, A extends Absent>(
  parts: RouteParts<P, Q, B, A>,
): Route {
  return parts as unknown as Route;
}

/** What a route is about: the first part of its path, or `server` where it tells of the server itself. */
export function topicOf({ path }: Pick<Route, 'path'>): string {
  const topic = path.split('/')[1] ?? '';
  return ['', 'docs', 'openapi.json', 'status'].includes(topic) ? 'server' : topic;
}
