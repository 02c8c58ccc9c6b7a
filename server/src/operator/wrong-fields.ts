import type { FieldProblem } from './problem.ts';
import type { JsonSchema } from './schema.ts';

/** What the validator says of one broken rule. */
export interface Violation {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The schema that holds the rule. */
  readonly parentSchema?: JsonSchema;
}

const PLACES: Readonly<Record<string, string>> = { params: 'path', querystring: 'query', body: 'body' };

/** Broken rules as an operator reads them: the field, what is wrong, what is allowed. */
export function wrongFields(violations: readonly Violation[], context: string): readonly FieldProblem[] {
  const place = PLACES[context] ?? context;
  // A value or null: that it is not null either says nothing new.
  const telling = violations.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && params['type'] !== 'null',
  );
  const problems = telling.map((violation) => {
    const field = [place, ...violation.instancePath.split('/').slice(1)].join('.');
    return problemOf(field, violation);
  });
  // Text that is too short may also miss a pattern: one line says what is allowed.
  return [...new Map(problems.map((one) => [`${one.field} ${one.detail}`, one])).values()];
}

function problemOf(field: string, { keyword, params, parentSchema = {}, message }: Violation): FieldProblem {
  const members = (parentSchema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    return { field: `${field}.${name}`, detail: 'is missing', ...allowedBy(members[name]) };
  }
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const allowed = Object.keys(members);
    return {
      field: `${field}.${name}`,
      detail: 'is not known here',
      allowed: allowed.length === 0 ? 'no members at all' : allowed,
    };
  }
  const allowed = allowedBy(parentSchema);
  return {
    field,
    detail: allowed.allowed === undefined ? (message ?? 'is not allowed') : 'is not allowed',
    ...allowed,
  };
}

function allowedBy(schema: JsonSchema | undefined): Pick<FieldProblem, 'allowed'> {
  const allowed = schema === undefined ? undefined : allowedText(schema);
  return allowed === undefined ? {} : { allowed };
}

/** What a schema lets through, in words or values. */
function allowedText(schema: JsonSchema): string | readonly string[] | undefined {
  const said = schema['x-allowed'];
  if (typeof said === 'string') return said;
  const values = schema['enum'];
  if (Array.isArray(values)) return values.map(String);
  const nested = schema['anyOf'];
  if (Array.isArray(nested)) {
    const [value] = nested as readonly JsonSchema[];
    const words = value === undefined ? undefined : allowedText(value);
    return words === undefined ? undefined : `${String(words)}, or null`;
  }
  return typeText(schema);
}

function typeText(schema: JsonSchema): string | undefined {
  const number = (keyword: string) => {
    const value = schema[keyword];
    return typeof value === 'number' ? value : undefined;
  };
  if (schema['type'] === 'integer') return `an integer${range(number('minimum'), number('maximum'))}`;
  if (schema['type'] === 'string') {
    const { pattern } = schema;
    if (typeof pattern === 'string') return `text that matches ${pattern}`;
    const longest = number('maxLength');
    return longest === undefined ? 'text' : `text of ${number('minLength') ?? 0} to ${longest} characters`;
  }
  const words: Readonly<Record<string, string>> = {
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  };
  return words[String(schema['type'])];
}

function range(least: number | undefined, most: number | undefined): string {
  return `${least === undefined ? '' : ` from ${least}`}${most === undefined ? '' : ` to ${most}`}`;
}
