/** A JSON Schema as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

declare const MEANS: unique symbol;

/** A schema that knows the type of what it lets through, so that neither is written twice. */
export type Schema<T> = JsonSchema & { readonly [MEANS]?: () => T };
export type Infer<S> = S extends { readonly [MEANS]?: () => infer T } ? T : never;

type Keywords = JsonSchema;

/** A member that may be absent. */
interface Optional<T> {
  readonly absent: true;
  readonly schema: Schema<T>;
}

type Members = Readonly<Record<string, Schema<unknown> | Optional<unknown>>>;
type OptionalKeys<M> = { [K in keyof M]: M[K] extends { readonly absent: true } ? K : never }[keyof M];
export type ObjectOf<M> = {
  readonly [K in Exclude<keyof M, OptionalKeys<M>>]: Infer<M[K]>;
} & {
  readonly [K in OptionalKeys<M>]?: M[K] extends Optional<infer T> ? T : never;
};

export function text(keywords: Keywords = {}): Schema<string> {
  return { type: 'string', ...keywords };
}

/** A moment, as answers write it: ISO 8601 in UTC. */
export function time(description: string): Schema<string> {
  return { type: 'string', format: 'date-time', description };
}

export function integer(keywords: Keywords = {}): Schema<number> {
  return { type: 'integer', ...keywords };
}

export function decimal(keywords: Keywords = {}): Schema<number> {
  return { type: 'number', ...keywords };
}

export function flag(description?: string): Schema<boolean> {
  return { type: 'boolean', ...(description === undefined ? {} : { description }) };
}

export function choice<const C extends string>(values: readonly C[], description?: string): Schema<C> {
  return { type: 'string', enum: values, ...(description === undefined ? {} : { description }) };
}

export function list<T>(items: Schema<T>, keywords: Keywords = {}): Schema<readonly T[]> {
  return { type: 'array', items, ...keywords };
}

/** A value, or null where there is none. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const { description, ...rest } = schema;
  return {
    anyOf: [rest, { type: 'null' }],
    ...(description === undefined ? {} : { description }),
  } as Schema<T | null>;
}

export function optional<T>(schema: Schema<T>): Optional<T> {
  return { absent: true, schema };
}

/** An object with these members and no others. Titled ones are components of the OpenAPI document. */
export function object<const M extends Members>(members: M, keywords: Keywords = {}): Schema<ObjectOf<M>> {
  const entries = Object.entries(members);
  const required = entries.filter(([, member]) => !isOptional(member)).map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(
      entries.map(([name, member]) => [name, isOptional(member) ? member.schema : member]),
    ),
    ...keywords,
  } as Schema<ObjectOf<M>>;
}

/** Any object at all. */
export const anyObject: Schema<object> = { type: 'object' };

function isOptional(member: Members[string]): member is Optional<unknown> {
  return 'absent' in member && member['absent'] === true;
}
