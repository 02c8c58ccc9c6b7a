import { type Contract, type Shape, shapeOf } from './contract.ts';

/** The part of JSON Schema that the contract needs. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** `types`: only what a deserializer would refuse. `all`: every constraint too. */
export type Strictness = 'types' | 'all';

/** What an integer and a long can hold; beyond it a deserializer fails. A long stays exact in JavaScript. */
const RANGES = {
  integer: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  long: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
} as const;

/**
 * The schema of a shape with everything in place: no references, because a called validator builds its
 * path even when it finds nothing. Throws for what no input has: timestamps and blobs.
 */
export function jsonSchema(contract: Contract, name: string, strictness: Strictness): JsonSchema {
  const shape = shapeOf(contract, name);
  switch (shape.type) {
    case 'structure':
      return structure(contract, shape, strictness);
    case 'list':
      return list(contract, shape, strictness);
    case 'string':
      return { type: 'string', ...(strictness === 'all' ? textConstraints(shape) : {}) };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'long':
      return integer(shape, RANGES[shape.type], strictness);
    default:
      throw new Error(`${name}: no input has a ${shape.type} yet, so the validators do not know it`);
  }
}

function structure(contract: Contract, shape: Shape, strictness: Strictness): JsonSchema {
  const members = Object.entries(shape.members ?? {});
  const required = strictness === 'all' ? (shape.required ?? []) : [];
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(
      members.map(([member, target]) => [member, jsonSchema(contract, target, strictness)]),
    ),
  };
}

function list(contract: Contract, shape: Shape, strictness: Strictness): JsonSchema {
  return {
    type: 'array',
    ...(strictness === 'all' ? defined({ minItems: shape.min, maxItems: shape.max }) : {}),
    items: jsonSchema(contract, shape.member ?? '', strictness),
  };
}

function textConstraints(shape: Shape): JsonSchema {
  return defined({ minLength: shape.min, maxLength: shape.max, pattern: shape.pattern, enum: shape.enum });
}

function integer(
  shape: Shape,
  range: { minimum: number; maximum: number },
  strictness: Strictness,
): JsonSchema {
  const narrowed = strictness === 'all' ? defined({ minimum: shape.min, maximum: shape.max }) : {};
  return { type: 'integer', ...range, ...narrowed };
}

function defined(keywords: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined));
}
