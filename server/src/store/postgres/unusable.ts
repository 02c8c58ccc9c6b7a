import { StoreUnusable } from '../store.ts';
import { codeOf } from './faults.ts';
import type { Target } from './target.ts';

type Line = (target: Target, message: string) => string;

/** What a person is told, by SQLSTATE or by Node's code of the connection. */
const LINES: Readonly<Record<string, Line>> = {
  ECONNREFUSED: ({ at }) => `nothing answers at ${at}: start PostgreSQL there, or correct --store`,
  ENOENT: ({ host }) => `there is no PostgreSQL socket in ${host}: start PostgreSQL, or correct --store`,
  ENOTFOUND: ({ host }) => `no host is called ${host}: correct --store`,
  EAI_AGAIN: ({ host }) =>
    `the name ${host} cannot be looked up now: try again, or give an address in --store`,
  EHOSTUNREACH: ({ at }) => `${at} cannot be reached from here: look at the network, or correct --store`,
  ETIMEDOUT: ({ at }) => `${at} does not answer: look at the network and its firewalls, or correct --store`,
  '28P01': ({ at, user }) => `PostgreSQL at ${at} does not take this password for ${user}: correct --store`,
  '28000': ({ at, user }, message) =>
    `PostgreSQL at ${at} does not let ${user} in (${message}): make the role, or allow it in pg_hba.conf`,
  '3D000': ({ at, database, user }) =>
    `PostgreSQL at ${at} has no database ${database}: make it (create database "${database}" owner "${user}"), or correct --store`,
  '53300': ({ at }) =>
    `PostgreSQL at ${at} has no connection left: raise its max_connections, or stop others`,
  '57P03': ({ at }) => `PostgreSQL at ${at} is starting or stopping: try again in a moment`,
  '42501': ({ at, database, user }, message) =>
    `${user} may not do this in ${database} at ${at} (${message}): grant all on schema public to "${user}"`,
};

/** The line for the terminal of a database that cannot be used. It never holds the password. */
export function unusable(target: Target, error: unknown): StoreUnusable {
  if (error instanceof StoreUnusable) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /timeout/.test(message) ? 'ETIMEDOUT' : codeOf(error);
  const line = LINES[code] ?? ((to: Target, why: string) => `PostgreSQL at ${to.at} cannot be used: ${why}`);
  return new StoreUnusable(line(target, message), { cause: error });
}
