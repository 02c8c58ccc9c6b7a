import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Headers } from './headers.ts';
import type { Route } from './route.ts';

/** One API request on its way. */
export interface Call extends Route {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly requestId: string;
}
