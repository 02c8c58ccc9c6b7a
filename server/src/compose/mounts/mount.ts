import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from '../../wire/service.ts';

/** What a page answers. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** For pages for people: they take nothing from elsewhere, run nothing, and stand in nobody's frame. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Referrer-Policy': 'no-referrer',
};

type Draw = (req: IncomingMessage) => Page | Promise<Page>;

/** A page at one path, or below one that ends with a slash, for GET and HEAD. */
export function pageAt(at: string, draw: Draw): Mount {
  const below = at.length > 1 && at.endsWith('/');
  const isHere = (path: string) => (below ? path.startsWith(at) : path === at);
  return {
    matches: (path, method) => isHere(path) && (method === 'GET' || method === 'HEAD'),
    handle: async (req, res) => send(res, await draw(req)),
  };
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
