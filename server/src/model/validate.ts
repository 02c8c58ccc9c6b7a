import { type Finding, type Validate, validators } from './built/validators.js';
import { brokenConstraint, memberOf, wrongType } from './problem-text.ts';
import type { OperationName } from './types.gen.ts';

/**
 * The first thing that is wrong with an input. `type`: a deserializer would fail; `constraint`: it is well formed,
 * and something is missing or not allowed. `member` is its path, such as `tags[0].key`; empty for the input itself.
 */
export interface Problem {
  readonly kind: 'type' | 'constraint';
  readonly member: string;
  readonly message: string;
}

/** No input nests deeper than this (held by a test), so nothing below it is a member. */
export const MEMBER_DEPTH_MAX = 6;

/**
 * Checks an input that was just parsed against the contract. Wrong types win over broken constraints; members
 * that the contract does not know are ignored; a member that is null counts as absent and **is deleted from
 * `input`**, so that an operation never meets a null.
 */
export function validateInput(name: OperationName, input: unknown): Problem | undefined {
  const validator = validators[name];
  if (validator === undefined) return isStructure(input) ? undefined : typeProblem(NOT_A_STRUCTURE, input);
  if (validator.all(input)) return undefined;
  if (dropNulls(input, MEMBER_DEPTH_MAX) && validator.all(input)) return undefined;
  const found = firstOf(validator.all);
  if (!validator.types(input)) return typeProblem(firstOf(validator.types), input);
  return { kind: 'constraint', member: memberOf(found), message: brokenConstraint(found, input) };
}

const NOT_A_STRUCTURE: Finding = { keyword: 'type', instancePath: '', params: { type: 'object' } };

function typeProblem(finding: Finding, input: unknown): Problem {
  return { kind: 'type', member: memberOf(finding), message: wrongType(finding, input) };
}

function firstOf({ errors }: Validate): Finding {
  const first = errors?.[0];
  if (first === undefined) throw new Error('a validator refused an input without saying why');
  return first;
}

/** Deletes the null members of structures; an item of a list that is null stays, and is a wrong type. */
function dropNulls(value: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    let dropped = false;
    for (const item of value) dropped = dropNulls(item, depth - 1) || dropped;
    return dropped;
  }
  if (!isStructure(value)) return false;
  let dropped = false;
  for (const [key, member] of Object.entries(value)) {
    if (member === null) dropped = Reflect.deleteProperty(value, key) || dropped;
    else dropped = dropNulls(member, depth - 1) || dropped;
  }
  return dropped;
}

function isStructure(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
