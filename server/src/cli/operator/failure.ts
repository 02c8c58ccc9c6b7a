import { CommandFailed } from './io.ts';

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

/** What a refusal of the server means to the person at the terminal. */
export function failureOf(text: string, status: number, endpoint: string): CommandFailed {
  const problem = problemIn(text);
  if (problem === undefined) return noOperatorApi(endpoint, status);
  const { detail, errors = [], next } = problem;
  if (errors.length === 0)
    return new CommandFailed(detail, next === undefined ? undefined : inTerminal(next));
  const wrong = errors.map((error) => `${nameOf(error.field)} ${error.detail}`).join('; ');
  const allowed = errors.flatMap(allowedIn);
  return new CommandFailed(wrong, allowed.length === 0 ? next : `Allowed is ${allowed.join('; ')}`, 2);
}

/** Of a member that is not known the allowed ones are others: they are no values of it. */
function allowedIn({ field, detail, allowed }: FieldError): readonly string[] {
  if (allowed === undefined) return [];
  const words = [allowed].flat().join(', ');
  return [`${detail === UNKNOWN ? 'in the place of ' : ''}${nameOf(field)}: ${words}`];
}

/** What the server says of a member that the schema does not have. */
const UNKNOWN = 'is not known here';

/** `body.partnerType` → `partnerType`. */
function nameOf(field: string): string {
  return field.replace(/^(body|query|path|header)\./, '');
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
