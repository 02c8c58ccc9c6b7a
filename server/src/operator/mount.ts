import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildApp } from './app.ts';
import { createStreams } from './streams.ts';
import type { OperatorParts } from './parts.ts';
import { routesOf } from './routes.ts';

/** The operator API, ready to be handed requests. */
export interface OperatorMount {
  readonly handle: (req: IncomingMessage, res: ServerResponse) => void;
  /** Ends the streams that are open, so that the server can stop. */
  readonly close: () => Promise<void>;
}

/** Makes the operator API: everything under `/operator`. Loads its framework, so that it is best loaded late itself. */
export async function mountOperator(parts: OperatorParts): Promise<OperatorMount> {
  const streams = createStreams();
  const app = buildApp(parts, routesOf(parts, streams));
  await app.ready();
  return {
    handle: (req, res) => app.routing(req, res),
    close: async () => {
      await streams.close();
      await app.close();
    },
  };
}
