import { BASE } from './base.ts';
import type { OperatorParts } from './parts.ts';
import { type Route, topicOf } from './route.ts';
import type { JsonSchema } from './schema.ts';

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'What is wrong and what to do about it (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: 'A URN for programs: urn:problem-type:crossconnect:…' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    next: { type: 'string', description: 'What the caller can do about it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'detail'],
        properties: {
          field: { type: 'string', description: 'Such as body.lit, query.limit, path.port.' },
          detail: { type: 'string' },
          allowed: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes that this server has. */
export function openApiDocument(
  { version, profile, access }: OperatorParts,
  routes: readonly Route[],
): object {
  const schemas: Record<string, JsonSchema> = { Problem: PROBLEM };
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = BASE + route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'crossconnect operator API',
      version,
      description: `What the operator of a crossconnect server (profile ${profile}) sees and does.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(topicOf))].map((name) => ({ name })),
    security: access.tokenNeeded ? [{ token: [] }] : [{}, { token: [] }],
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function operationOf(route: Route, schemas: Record<string, JsonSchema>): object {
  const { name, summary, description, role, body } = route;
  return {
    operationId: name,
    tags: [topicOf(route)],
    summary,
    description: `${description === undefined ? '' : `${description}\n\n`}Needs the role ${role}.`,
    parameters: [
      ...parametersOf('path', route.params, schemas),
      ...parametersOf('query', route.query, schemas),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: Array.isArray(body['required']),
            content: { 'application/json': { schema: referred(body, schemas) } },
          },
        }),
    responses: {
      [String(route.status ?? 200)]: answerOf(route, schemas),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function answerOf({ answer, answerType, status }: Route, schemas: Record<string, JsonSchema>): object {
  if (status === 204) return { description: 'Done' };
  const schema = answer === undefined ? { type: 'string' } : referred(answer, schemas);
  return { description: 'Done', content: { [answerType ?? 'application/json']: { schema } } };
}

function parametersOf(
  place: 'path' | 'query',
  schema: JsonSchema | undefined,
  schemas: Record<string, JsonSchema>,
): readonly object[] {
  const properties = (schema?.['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema?.['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, { description, ...member }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: referred(member, schemas),
  }));
}

/** The schema with every titled object in it moved to the components. */
function referred(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const inner = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, referredValue(value, schemas)]),
  );
  const { title } = schema;
  if (typeof title !== 'string' || schema['type'] !== 'object') return inner;
  schemas[title] = inner;
  return { $ref: `#/components/schemas/${title}` };
}

function referredValue(value: unknown, schemas: Record<string, JsonSchema>): unknown {
  if (Array.isArray(value)) return value.map((one) => referredValue(one, schemas));
  if (typeof value !== 'object' || value === null) return value;
  return referred(value as JsonSchema, schemas);
}
