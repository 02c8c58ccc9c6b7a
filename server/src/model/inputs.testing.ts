import fc from 'fast-check';
import { type Contract, type Shape, shapeOf } from '../../../scripts/gen/contract.ts';

/** A present value of an input: where it stands, and what the contract says of it. */
export interface Place {
  readonly member: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Puts another value there; undefined takes the member away. */
  readonly put: (value: unknown) => void;
}

/** Valid values of a shape, made from the contract itself and not from the schemas that AJV gets. */
export function valueOf(contract: Contract, name: string): fc.Arbitrary<unknown> {
  const shape = shapeOf(contract, name);
  if (shape.type === 'structure') return structureOf(contract, shape);
  if (shape.type === 'list') {
    const minLength = shape.min ?? 0;
    return fc.array(valueOf(contract, shape.member ?? ''), { minLength, maxLength: minLength + 2 });
  }
  if (shape.type === 'integer')
    return fc.integer({ min: shape.min ?? -(2 ** 31), max: shape.max ?? 2 ** 31 - 1 });
  if (shape.type === 'long') return fc.maxSafeInteger();
  return shape.type === 'boolean' ? fc.boolean() : textOf(shape);
}

function structureOf(contract: Contract, shape: Shape): fc.Arbitrary<unknown> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [member, target] of Object.entries(shape.members ?? {}))
    members[member] = valueOf(contract, target);
  return fc.record(members, { requiredKeys: [...(shape.required ?? [])] });
}

function textOf(shape: Shape): fc.Arbitrary<string> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const { min = 0, max = 20 } = shape;
  if (shape.pattern === undefined) return fc.string({ minLength: min, maxLength: max, unit: 'binary' });
  const fits = (text: string): boolean => min <= text.length && text.length <= (shape.max ?? text.length);
  return fc.stringMatching(new RegExp(shape.pattern, 'u')).filter(fits);
}

/** Every present value below `input`, the deepest members included. */
export function placesOf(contract: Contract, name: string, input: unknown, path = ''): Place[] {
  const shape = shapeOf(contract, name);
  const holder = input as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => {
    const target = shape.type === 'list' ? shape.member : shape.members?.[key];
    if (target === undefined) return [];
    const member = shape.type === 'list' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const put = (value: unknown): void => {
      if (value === undefined) delete holder[key];
      else holder[key] = value;
    };
    const required = shape.required?.includes(key) ?? false;
    const place = { member, shape: shapeOf(contract, target), required, put };
    const deeper = typeof holder[key] === 'object' ? placesOf(contract, target, holder[key], member) : [];
    return [place, ...deeper];
  });
}
