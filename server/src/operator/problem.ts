import { isRefusal, type Refusal } from '../domain/refusal.ts';

/** One field that is wrong. */
export interface FieldProblem {
  /** Where it stands: `body.lit`, `query.limit`, `path.port`. */
  readonly field: string;
  readonly detail: string;
  /** What would be right, in words or values. */
  readonly allowed?: string | readonly string[];
}

export interface ProblemParts {
  readonly status: number;
  /** Last part of the problem's type, for programs. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** What the caller can do about it. */
  readonly next?: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the operator is told when something cannot be done: a problem of RFC 9457. */
export class Problem extends Error {
  readonly parts: ProblemParts;

  constructor(parts: ProblemParts) {
    super(parts.detail);
    this.name = 'Problem';
    this.parts = parts;
  }
}

/** The body of the answer. */
export function problemBody(parts: ProblemParts, instance: string): object {
  const { kind, headers: _headers, ...rest } = parts;
  return { type: `urn:problem-type:crossconnect:${kind}`, ...rest, instance };
}

export function notFound(what: string, id: string, next: string): Problem {
  return new Problem({
    status: 404,
    kind: 'not-found',
    title: 'There is no such thing',
    detail: `There is no ${what} ${id}`,
    next,
  });
}

/** The thing is not in a state in which this can be done. */
export function conflict(detail: string, next: string): Problem {
  return new Problem({ status: 409, kind: 'conflict', title: 'Not as things stand', detail, next });
}

/** The request itself is wrong: each field that is, what is allowed, what to do. */
export function invalid(errors: readonly FieldProblem[], next = CORRECT): Problem {
  const detail = errors.map((error) => `${error.field} ${error.detail}`).join('; ');
  return new Problem({
    status: 400,
    kind: 'invalid-request',
    title: 'The request is not right',
    detail,
    next,
    errors,
  });
}

const CORRECT = 'Correct what is named, then send it again; GET /operator/v1/openapi.json describes it all';

/**
 * The decision, unless a rule has refused it.
 *
 * @param next what the operator can do instead
 * @throws Problem with the rule's own words
 */
export function accepted<T>(decision: T | Refusal, next: string): Exclude<T, Refusal> {
  if (isRefusal(decision)) throw conflict(decision.message, next);
  return decision as Exclude<T, Refusal>;
}
