import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readContract, type Shape } from '../../../scripts/gen/contract.ts';
import { type Place, placesOf, valueOf } from './inputs.testing.ts';
import { OPERATION_NAMES } from './types.gen.ts';
import { type Problem, validateInput } from './validate.ts';

const contract = readContract(join(import.meta.dirname, '../../..'));

const withInput = OPERATION_NAMES.flatMap((name) => {
  const shape = contract.operations[name]?.input;
  return shape === undefined ? [] : [{ name, shape, inputs: valueOf(contract, shape) }];
});

test('every input that the contract allows is valid', () => {
  expect(withInput).toHaveLength(70);
  for (const { name, inputs } of withInput) {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(validateInput(name, input)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  }
});

test('one value of another type is found, and named', () => {
  const spoilt = everyPlace('type', ({ shape }) =>
    [true, 1.5, 'text', [], {}].filter((value) => typeOf(value) !== jsonType(shape)),
  );
  expect(spoilt).toBeGreaterThan(withInput.length * 10);
});

test('one broken constraint is found, and named', () => {
  const spoilt = everyPlace('constraint', ({ shape, required }) => [
    ...brokenValues(shape),
    ...(required ? [undefined, null] : []),
  ]);
  expect(spoilt).toBeGreaterThan(withInput.length * 10);
});

/** Spoils one place of valid inputs with one of those values and expects that problem. Answers how many it spoilt. */
function everyPlace(kind: Problem['kind'], spoilt: (place: Place) => readonly unknown[]): number {
  let count = 0;
  for (const { name, shape, inputs } of withInput) {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(), (input, nth, which) => {
        const places = placesOf(contract, shape, input).filter((place) => spoilt(place).length > 0);
        const place = places[nth % Math.max(1, places.length)];
        if (place === undefined) return;
        const values = spoilt(place);
        place.put(values[which % values.length]);
        expect(validateInput(name, input)).toMatchObject({ kind, member: place.member });
        count += 1;
      }),
      { numRuns: 30 },
    );
  }
  return count;
}

function brokenValues(shape: Shape): readonly unknown[] {
  const unlisted = shape.enum === undefined ? [] : ['not one of them', ''];
  const unmatched = shape.pattern === undefined ? [] : ['a#b', 'a\nb', '\u0000'];
  return [...unlisted, ...unmatched, ...outside(shape)];
}

/** The nearest values beyond `min` and `max`. */
function outside({ type, min = 0, max }: Shape): readonly unknown[] {
  const sizes = [
    ...(min > 0 || type === 'integer' ? [min - 1] : []),
    ...(max === undefined ? [] : [max + 1]),
  ];
  if (type === 'string') return sizes.map((size) => 'a'.repeat(size));
  if (type === 'list') return sizes.map((size) => Array.from({ length: size }, () => 'dxcon-ffabc123'));
  return type === 'integer' && max !== undefined ? sizes : [];
}

function jsonType({ type }: Shape): string {
  if (type === 'structure') return 'object';
  return type === 'integer' || type === 'long' ? 'integer' : type;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'number' ? 'fraction' : typeof value;
}
