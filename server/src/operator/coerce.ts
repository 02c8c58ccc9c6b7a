import type { JsonSchema } from './schema.ts';

/**
 * Text of a path or a query as the schema's own types: what is none of them stays text, and the schema says so.
 *
 * @param given members as text
 */
export function coerced(given: unknown, schema: JsonSchema | undefined): unknown {
  const properties = (schema?.['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  return Object.fromEntries(
    Object.entries(Object(given)).map(([name, value]) => [name, valueOf(value, properties[name])]),
  );
}

function valueOf(value: unknown, schema: JsonSchema | undefined): unknown {
  if (typeof value !== 'string') return value;
  if (schema?.['type'] === 'integer' && /^-?\d{1,16}$/.test(value)) return Number(value);
  if (schema?.['type'] === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
