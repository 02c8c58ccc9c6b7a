import { StoreUnusable } from '../store.ts';

/** What a connection string names, without its password. */
export interface Target {
  /** `host:port`, or the folder of a socket. */
  readonly at: string;
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** @throws StoreUnusable when it cannot be read; the line never holds it, because it may hold a password */
export function targetOf(url: string): Target {
  // What follows `@` may be missing, when the server is reached through a socket.
  const parsed =
    URL.parse(url) ?? URL.parse(url.replace('@/', '@localhost/').replace(':///', '://localhost/'));
  if (parsed === null) {
    throw new StoreUnusable('--store is no PostgreSQL URL: postgres://user:password@host:5432/database');
  }
  const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname);
  const name = host === '' ? 'localhost' : host;
  const user = decodeURIComponent(parsed.username);
  return {
    at: name.startsWith('/') ? name : `${name}:${parsed.port === '' ? '5432' : parsed.port}`,
    host: name,
    user,
    database: decodeURIComponent(parsed.pathname.slice(1)) || user,
  };
}
