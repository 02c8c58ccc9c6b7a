import type { IncomingMessage } from 'node:http';

/** The whole body, or why there is none: larger than the limit, or the client went away. */
export type Body = Buffer | 'too-large' | 'aborted';

/** Whether the headers say that the body is larger than the limit. */
export function announcesMore(req: IncomingMessage, limitBytes: number): boolean {
  return Number(req.headers['content-length'] ?? 0) > limitBytes;
}

/**
 * Reads a request's body. One that says beforehand that it is too large is not read at all, one that turns out
 * to be is dropped at the limit: never more than the limit is held.
 */
export function readBody(req: IncomingMessage, limitBytes: number): Promise<Body> {
  if (announcesMore(req, limitBytes)) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      req.off('data', onData);
      chunks = [];
      resolve('too-large');
    };
    req.on('data', onData);
    req.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.once('close', () => resolve('aborted'));
  });
}
