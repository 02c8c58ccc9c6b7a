import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from '../../wire/service.ts';

/** What a page answers. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A page at one path, for GET and HEAD.
 *
 * @param onError told of a failure, which the asker sees as a bare 500
 */
export function pageAt(
  at: string,
  page: (req: IncomingMessage) => Page | Promise<Page>,
  onError: (error: unknown) => void,
): Mount {
  return {
    matches: (path, method) => path === at && (method === 'GET' || method === 'HEAD'),
    handle: (req, res) => {
      void answer(req, res, page).catch((error: unknown) => {
        onError(error);
        send(res, {
          status: 500,
          type: 'text/plain; charset=utf-8',
          text: 'The server failed; its log says why.\n',
        });
      });
    },
  };
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  page: (req: IncomingMessage) => Page | Promise<Page>,
) {
  send(res, await page(req));
}

/** node:http itself leaves the body of an answer to HEAD out. */
function send(res: ServerResponse, { status, type, text, headers }: Page): void {
  res.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  res.end(text);
}
