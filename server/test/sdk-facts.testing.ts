import * as sdk from '@aws-sdk/client-direct-connect';

/**
 * A runtime schema of the SDK: a number is a simple type (64 more is a list of it), `unit` is no input, an
 * array is [kind, namespace, name, traits, …], a function answers one of those.
 */
type SdkSchema = number | 'unit' | readonly unknown[] | (() => SdkSchema);

const KIND = { list: 1, structure: 3, operation: 9 };
const LIST_OF = 64;
const SIMPLE: Readonly<Record<number, string>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  21: 'blob',
};

/** `Tag.key: string, required` */
export function memberFact(structure: string, member: string, type: string, required: boolean): string {
  return `${structure}.${member}: ${type}${required ? ', required' : ''}`;
}

/** `CreateConnection(CreateConnectionRequest): Connection` */
export function operationFact(name: string, input: string, output: string): string {
  return `${name}(${input}): ${output}`;
}

/** Every operation that the SDK knows, and every member of every structure that one of them reaches. */
export function factsOfSdk(): ReadonlySet<string> {
  const facts = new Set<string>();
  for (const schema of Object.values(sdk) as unknown[]) {
    if (!Array.isArray(schema) || schema[0] !== KIND.operation) continue;
    const [, , name, , input, output] = schema as [0, 0, string, 0, SdkSchema, SdkSchema];
    facts.add(operationFact(name, nameOf(input, facts), nameOf(output, facts)));
  }
  return facts;
}

function nameOf(schema: SdkSchema, facts: Set<string>): string {
  if (typeof schema === 'function') return nameOf(schema(), facts);
  if (schema === 'unit') return '';
  if (typeof schema === 'number') return simple(schema);
  if (schema[0] === KIND.list) return `list of ${nameOf(schema[4] as SdkSchema, facts)}`;
  if (schema[0] !== KIND.structure) throw new Error(`a schema of the kind ${String(schema[0])}`);
  const [, , name, , members, types, required = 0] = schema as [
    0,
    0,
    string,
    0,
    string[],
    SdkSchema[],
    number?,
  ];
  members.forEach((member, at) => {
    facts.add(memberFact(name, member, nameOf(types[at] ?? 'unit', facts), at < required));
  });
  return name;
}

function simple(code: number): string {
  const name = SIMPLE[code >= LIST_OF ? code - LIST_OF : code];
  if (name === undefined) throw new Error(`a simple type of the code ${code}`);
  return code >= LIST_OF ? `list of ${name}` : name;
}

/** The values of every enum that the SDK exports: its name to its values, sorted. */
export function enumsOfSdk(): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(sdk) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const values: unknown[] = Object.values(value);
    if (values.length > 0 && values.every((item) => typeof item === 'string'))
      enums.set(name, values.toSorted());
  }
  return enums;
}
