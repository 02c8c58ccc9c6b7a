import fc from 'fast-check';
import { shapeOf } from '../../../scripts/gen/contract.ts';
import { valueOf } from '../../src/model/inputs.testing.ts';
import type { OperationName } from '../../src/model/types.gen.ts';
import { contract } from '../support/valid-inputs.ts';

/** Values that rules look at; now and then there is one that nobody thought of. */
const LIKELY: Readonly<Record<string, readonly unknown[]>> = {
  bandwidth: ['10Gbps', '10Gbps', '1Gbps', '100Gbps', '400Gbps', '50Mbps', '50Mbps', '500Mbps', '1G'],
  connectionsBandwidth: ['10Gbps', '10Gbps', '1Gbps', '100Gbps', '50Mbps'],
  connectionName: ['a', 'b'],
  interconnectName: ['a'],
  lagName: ['a'],
  resiliencyGroupName: ['a'],
  clientToken: ['one', 'two'],
  billingMode: ['PayAsYouGo', 'PayAsYouGo', 'FlatRateTier1'],
  ckn: ['0a'.repeat(32), '0A'.repeat(32), '1c'.repeat(32), 'zz'],
  cak: ['1b'.repeat(32), '1b'],
  key: ['a', 'b', 'aws:a', 'crossconnect:device'],
  value: ['a', ''],
  tagKeys: ['a', 'b'],
  location: ['EqDC2', 'eqdc2', 'CSVA1', '165HS', 'EqFA5'],
  maxResults: [1, 2, 100, 1000, 0, -1],
  minimumLinks: [0, 1, 2, -1],
  numberOfConnections: [1, 1, 2, 3, 4, 5, 0, -1],
  providerName: ['Megaport', 'Nobody'],
  vlan: [1, 2, 3, 4094],
};

/** What the ids of a member look like, so that most calls get beyond the first look. */
const IDS: Readonly<Record<string, RegExp>> = {
  connectionId: /^dxcon/,
  connectionIds: /^dxcon/,
  connectionIdentifiers: /^dxcon|:dxcon/,
  interconnectId: /^dxcon/,
  lagId: /^dxlag/,
  parentConnectionId: /^dx(con|lag)/,
  resiliencyGroupId: /^dxrg/,
  resourceArn: /^arn:aws:directconnect/,
  resourceArns: /^arn:aws:directconnect/,
  secretARN: /:secret:/,
};

const often = (likely: fc.Arbitrary<unknown>, anything: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 15, arbitrary: likely }, { weight: 1, arbitrary: anything });

/** Whatever the contract allows, by shape: generators of text that fits a pattern are dear to make. */
const ANYTHING = new Map<string, fc.Arbitrary<unknown>>();

function anythingOf(shapeName: string): fc.Arbitrary<unknown> {
  const made = ANYTHING.get(shapeName) ?? valueOf(contract, shapeName);
  ANYTHING.set(shapeName, made);
  return made;
}

/** Well-typed inputs of an operation. Where they name things there are picks, for `withIds`. */
export function inputsOf(operation: OperationName): fc.Arbitrary<unknown> {
  const shape = contract.operations[operation]?.input;
  return shape === undefined ? fc.constant({}) : inputOf(shape, '');
}

function inputOf(shapeName: string, name: string): fc.Arbitrary<unknown> {
  const shape = shapeOf(contract, shapeName);
  if (shape.type === 'structure') return structureOf(shape.members ?? {}, shape.required ?? []);
  if (shape.type === 'list') {
    return fc.array(inputOf(shape.member ?? '', name), { minLength: shape.min ?? 0, maxLength: 2 });
  }
  const anything = anythingOf(shapeName);
  if (Object.hasOwn(IDS, name))
    return often(fc.record({ pick: fc.nat(), name: fc.constant(name) }), anything);
  const likely = LIKELY[name];
  return likely === undefined ? anything : often(fc.constantFrom(...likely), anything);
}

/** As often with what is required alone as with more. */
function structureOf(
  members: Readonly<Record<string, string>>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const all = Object.entries(members).map(([key, target]) => [key, inputOf(target, key)] as const);
  const needed = all.filter(([key]) => required.includes(key));
  return fc.oneof(
    fc.record(Object.fromEntries(needed)),
    fc.record(Object.fromEntries(all), { requiredKeys: [...required] }),
  );
}

/**
 * The input with ids where the picks are.
 *
 * @param own ids that the caller has seen
 * @param others ids of everybody, which are taken now and then
 */
export function withIds(value: unknown, own: readonly string[], others: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withIds(item, own, others));
  if (typeof value !== 'object' || value === null) return value;
  if ('pick' in value && 'name' in value) return picked(Number(value.pick), String(value.name), own, others);
  const members = Object.entries(value).map(([key, member]) => [key, withIds(member, own, others)] as const);
  return Object.fromEntries(members);
}

function picked(
  pick: number,
  name: string,
  own: readonly string[],
  others: readonly string[],
): string | undefined {
  const fitting = (pick % 10 === 0 ? others : own).filter((id) => IDS[name]?.test(id));
  return fitting[pick % fitting.length];
}
