import { CommandFailed } from './io.ts';
import type { Named, Names } from './names.ts';

interface ProblemBody {
  readonly detail: string;
  readonly next?: string;
  readonly errors?: readonly FieldError[];
}

interface FieldError {
  readonly field: string;
  readonly detail: string;
  readonly allowed?: string | string[];
}

/** Something answers there, but not as the operator API does. */
export function noOperatorApi(endpoint: string, status: number): CommandFailed {
  return new CommandFailed(
    `what answers at ${endpoint} is no operator API of crossconnect (status ${status})`,
    'Name the right server with --endpoint or CROSSCONNECT_ENDPOINT',
  );
}

/** What was asked of which server, and what a person calls its fields. */
export interface Asking {
  readonly endpoint: string;
  readonly path: string;
  readonly body?: object | undefined;
  readonly names: Names;
}

/** What a refusal of the server means to the person at the terminal. */
export function failureOf(text: string, status: number, asking: Asking): CommandFailed {
  const problem = problemIn(text);
  if (problem === undefined) return noOperatorApi(asking.endpoint, status);
  const { detail, errors = [], next } = problem;
  if (status === 404 && detail.startsWith('There is no /')) return leftOut();
  if (errors.length === 0)
    return new CommandFailed(detail, next === undefined ? undefined : inTerminal(next));
  const named = errors.map((error) => ({ ...error, ...asking.names(error.field, asking.path, asking.body) }));
  const wrong = named.map(
    ({ name, given, detail: how }) =>
      `${name}${given === undefined || how.includes(String(given)) ? '' : ` ${JSON.stringify(given)}`} ${how}`,
  );
  const allowed = named.flatMap(allowedIn);
  return new CommandFailed(
    wrong.join('; '),
    allowed.length === 0 ? next : `Allowed is ${allowed.join('; ')}`,
    2,
  );
}

/** Of a member that is not known the allowed ones are others: they are no values of it. */
function allowedIn({ name, detail, allowed }: FieldError & Named): readonly string[] {
  if (allowed === undefined) return [];
  const words = [allowed].flat().join(', ');
  return [`${detail === UNKNOWN ? 'in the place of ' : ''}${name}: ${words}`];
}

/** What the server says of a member that the schema does not have. */
const UNKNOWN = 'is not known here';

/** A route that other servers have: which there are follows from the settings. */
function leftOut(): CommandFailed {
  return new CommandFailed(
    'this server has no such call: its profile or its fabric leaves it out',
    'Look how it is set: crossconnect operator status',
  );
}

/** The server names the route, and the command in brackets: here the command is enough. */
function inTerminal(next: string): string {
  return next.replace(/(?:GET|POST|PUT|PATCH|DELETE) \/\S+(?: [a-z ]+)? \((crossconnect [^)]*)\)/, '$1');
}

function problemIn(text: string): ProblemBody | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const isProblem = typeof body === 'object' && body !== null && 'detail' in body && 'title' in body;
    return isProblem ? (body as ProblemBody) : undefined;
  } catch {
    return undefined;
  }
}
