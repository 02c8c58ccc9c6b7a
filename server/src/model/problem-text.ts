import type { Finding } from './built/validators.js';

/** A value is quoted up to this many characters: a refusal is read by people. */
const QUOTED_MAX = 100;

/** The member that a finding is about, as clients write it: `/tags/0/key` is `tags[0].key`. */
export function memberOf({ instancePath, params }: Finding): string {
  const steps = instancePath.split('/').slice(1);
  if (params.missingProperty !== undefined) steps.push(params.missingProperty);
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return path.startsWith('.') ? path.slice(1) : path;
}

/** Own words (GUESS: no text of this service is known, others of its framework do not name the member). */
export function wrongType(finding: Finding, input: unknown): string {
  const member = memberOf(finding);
  const value = valueAt(input, finding.instancePath);
  const where = member === '' ? 'The input' : `Value at '${member}'`;
  if (finding.keyword !== 'type') return `${where} is out of range for an integer`;
  return `${where} has the wrong type: expected ${KINDS[finding.params.type ?? '']}, not ${kindOf(value)}`;
}

/** In the words that AWS services of this framework use (GUESS: none is recorded for this service). */
export function brokenConstraint(finding: Finding, input: unknown): string {
  const value = finding.keyword === 'required' ? null : valueAt(input, finding.instancePath);
  const rule = RULES[finding.keyword];
  if (rule === undefined) throw new Error(`no text for the constraint ${finding.keyword}`);
  return `${quoted(value)} at '${memberOf(finding)}' failed to satisfy constraint: Member must ${rule(finding.params)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'a boolean',
  integer: 'an integer',
  array: 'a list',
  object: 'a structure',
};

const RULES: Readonly<Record<string, (params: Finding['params']) => string>> = {
  required: () => 'not be null',
  minLength: ({ limit }) => `have length greater than or equal to ${limit}`,
  maxLength: ({ limit }) => `have length less than or equal to ${limit}`,
  minItems: ({ limit }) => `have length greater than or equal to ${limit}`,
  maxItems: ({ limit }) => `have length less than or equal to ${limit}`,
  minimum: ({ limit }) => `have value greater than or equal to ${limit}`,
  maximum: ({ limit }) => `have value less than or equal to ${limit}`,
  pattern: ({ pattern }) => `satisfy regular expression pattern: ${pattern}`,
  enum: ({ allowedValues }) => `satisfy enum value set: [${allowedValues?.join(', ')}]`,
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number with a fraction';
  return typeof value === 'object' ? 'a structure' : `a ${typeof value}`;
}

function quoted(value: unknown): string {
  if (value === null) return 'Value null';
  if (Array.isArray(value) && value.length === 0) return "Value '[]'";
  if (typeof value !== 'string' && typeof value !== 'number') return 'Value';
  const text = String(value);
  const short = text.length <= QUOTED_MAX ? text : `${text.slice(0, QUOTED_MAX).toWellFormed()}…`;
  return `Value '${short}'`;
}

function valueAt(input: unknown, pointer: string): unknown {
  let value = input;
  for (const step of pointer.split('/').slice(1)) value = (value as Readonly<Record<string, unknown>>)[step];
  return value;
}
