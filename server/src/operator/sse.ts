import type { ServerResponse } from 'node:http';
import type { Call } from './call.ts';
import { Problem, problemBody } from './problem.ts';

/** An answer that is a stream of server-sent events. */
export interface EventStream {
  /** @param id what a client gives as Last-Event-ID to go on after this event */
  readonly send: (event: { readonly name?: string; readonly id?: string; readonly data: unknown }) => boolean;
  /** A line that no client sees: it keeps proxies from taking the stream for dead. */
  readonly beat: () => void;
  readonly end: () => void;
  readonly res: ServerResponse;
}

export function openEventStream(res: ServerResponse): EventStream {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Proxies that collect an answer before they hand it on are asked not to.
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  // Whoever has been told the end may still be about to tell something.
  const write = (text: string) => !res.writableEnded && res.write(text);
  return {
    send({ name, id, data }) {
      const head = `${id === undefined ? '' : `id: ${id}\n`}${name === undefined ? '' : `event: ${name}\n`}`;
      return write(`${head}data: ${JSON.stringify(data)}\n\n`);
    },
    beat: () => void write(': still here\n\n'),
    end: () => void res.end(),
    res,
  };
}

/** Whether the client may go on reading. If not it is told so, and the stream ends. */
export async function isStillWelcome(call: Call, stream: EventStream): Promise<boolean> {
  try {
    await call.admitAgain();
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    stream.send({ name: 'problem', data: problemBody(error.parts, call.req.url ?? '') });
    stream.end();
    return false;
  }
}
