import type { ServerResponse } from 'node:http';

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
  return {
    send({ name, id, data }) {
      const head = `${id === undefined ? '' : `id: ${id}\n`}${name === undefined ? '' : `event: ${name}\n`}`;
      return res.write(`${head}data: ${JSON.stringify(data)}\n\n`);
    },
    beat: () => void res.write(': still here\n\n'),
    end: () => void res.end(),
    res,
  };
}
