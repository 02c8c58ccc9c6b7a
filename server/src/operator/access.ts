import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { operatorTokenByHash } from '../store/queries/operator-tokens.ts';
import type { OperatorTokenRow } from '../store/tables/accounts.ts';
import type { OperatorParts } from './parts.ts';
import { Problem } from './problem.ts';

export type Role = OperatorTokenRow['role'];
/** What each role may do: look; daily work; everything. Each may do what stands before it. */
export const ROLES: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Who acts. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
}

/** Whoever calls a lab on loopback. */
const LOCAL: Actor = { name: 'local', role: 'admin' };
/** The token of the server's own settings. */
const CONFIGURED: Actor = { name: 'configured', role: 'admin' };

/** A token as it is stored. It is long and random, so that one fast hash is enough. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Lets a request in, or not.
 *
 * @param needed the role that the route asks for
 * @throws Problem 401 or 403
 */
export async function admit(
  parts: OperatorParts,
  headers: IncomingHttpHeaders,
  needed: Role,
): Promise<Actor> {
  const actor = await actorOf(parts, headers);
  if (ROLES.indexOf(actor.role) >= ROLES.indexOf(needed)) return actor;
  throw new Problem({
    status: 403,
    kind: 'role',
    title: 'Your role does not include this',
    detail: `${actor.name} has the role ${actor.role}; this needs the role ${needed}`,
    next: `Ask somebody with the role admin for a token with the role ${needed}`,
  });
}

async function actorOf(parts: OperatorParts, headers: IncomingHttpHeaders): Promise<Actor> {
  const { tokenNeeded, isLocalRequest } = parts.access;
  // Without a token only the place vouches for the caller: a web page elsewhere must not drive the lab.
  if (!tokenNeeded && !isLocalRequest(headers.host, headers.origin)) throw foreign(headers);
  const given = headers.authorization;
  if (given === undefined) {
    if (tokenNeeded) throw unauthorized('A token is needed');
    return LOCAL;
  }
  const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
  if (token === undefined) throw unauthorized('The Authorization header is not of the form Bearer <token>');
  const actor = await actorOfToken(parts, token);
  if (actor === undefined) throw unauthorized('The token is not a valid one');
  return actor;
}

async function actorOfToken({ access, store }: OperatorParts, token: string): Promise<Actor | undefined> {
  const hash = hashOfToken(token);
  const own = access.token;
  if (own !== undefined && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOfToken(own))))
    return CONFIGURED;
  const row = await operatorTokenByHash(store.reader, hash);
  return row === undefined ? undefined : { name: row.name, role: row.role };
}

function unauthorized(detail: string): Problem {
  return new Problem({
    status: 401,
    kind: 'token',
    title: 'Who are you?',
    detail,
    next: 'Send Authorization: Bearer <token>; the CLI takes it from CROSSCONNECT_OPERATOR_TOKEN',
    headers: { 'www-authenticate': 'Bearer realm="crossconnect operator"' },
  });
}

function foreign({ host, origin }: IncomingHttpHeaders): Problem {
  const from =
    origin === undefined ? `Host ${host ?? '(none)'}` : `Host ${host ?? '(none)'}, Origin ${origin}`;
  return new Problem({
    status: 403,
    kind: 'foreign-caller',
    title: 'Only programs and pages of this machine are let in',
    detail: `Without a token the operator API answers this machine alone; this request has ${from}`,
    next: 'Call it as http://127.0.0.1:<port> or http://localhost:<port>, or start the server with an address and a token',
  });
}
