import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TestServer } from '../support/server.ts';

/** An answer of the operator API, as a test looks at it. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A problem, as RFC 9457 has it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly next?: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly detail: string;
    readonly allowed?: string | readonly string[];
  }[];
}

export interface PageBody<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The operator API of a server, each answer held against the server's own OpenAPI document. */
export interface OperatorClient {
  /** A call that must succeed: its body. */
  done<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** A call that must be refused with this status: the problem. */
  refused(status: number, method: string, path: string, body?: unknown): Promise<ProblemBody>;
}

export function operatorOf(server: Pick<TestServer, 'endpoint'>, token?: string): OperatorClient {
  let document: Promise<Document> | undefined;
  const call = async (method: string, path: string, body: unknown): Promise<Answer> => {
    document ??= documentOf(server.endpoint, token);
    const { check } = await document;
    const answer = await send({ endpoint: server.endpoint, token, method, path, body });
    check(method, path, answer);
    return answer;
  };
  return {
    async done<T>(method: string, path: string, body?: unknown) {
      const answer = await call(method, path, body);
      if (answer.status < 300) return answer.body as T;
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    async refused(status, method, path, body) {
      const answer = await call(method, path, body);
      if (answer.status === status) return answer.body as ProblemBody;
      throw new Error(`${method} ${path}: not ${status} but ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
}

export interface Sent {
  readonly endpoint: string;
  readonly token?: string | undefined;
  readonly method: string;
  /** Follows `/operator/v1`. */
  readonly path: string;
  /** Text goes as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request on a connection of its own: a server that has been restarted has closed the others. */
export async function send({ endpoint, token, method, path, body, headers = {} }: Sent): Promise<Answer> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const sent = request(`${endpoint}/operator/v1${path}`, {
    method,
    agent: false,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  sent.end(text);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const received = await textOf(response);
  const isJson = (response.headers['content-type'] ?? '').includes('json');
  return {
    status: response.statusCode ?? 0,
    headers: new Headers(response.headers as Record<string, string>),
    body: isJson && received !== '' ? JSON.parse(received) : received,
  };
}

interface Document {
  readonly check: (method: string, path: string, answer: Answer) => void;
}

type Described = Record<string, Record<string, { readonly responses: Responses }>>;
type Responses = Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;

async function documentOf(endpoint: string, token: string | undefined): Promise<Document> {
  const { body } = await send({ endpoint, token, method: 'GET', path: '/openapi.json' });
  const { paths, components } = body as { readonly paths: Described; readonly components: object };
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ } });
  const compiled = new Map<object, ValidateFunction>();
  const validatorOf = (schema: object) => {
    const known = compiled.get(schema) ?? ajv.compile({ ...schema, components });
    compiled.set(schema, known);
    return known;
  };
  const responsesOf = (method: string, path: string): Responses | undefined => {
    const found = Object.keys(paths).find((one) => shapeOf(one).test(path.replace(/\?.*$/, '')));
    return paths[found ?? '']?.[method.toLowerCase()]?.responses;
  };
  return {
    check(method, path, { status, headers, body: given }) {
      const responses = responsesOf(method, path);
      if (responses === undefined) return;
      const described = responses[String(status)] ?? (status < 300 ? undefined : responses['default']);
      const schema = described && schemaFor(described, headers.get('content-type'));
      if (schema === undefined)
        throw new Error(`${method} ${path} answers ${status}, which is not described`);
      if (schema === 'nothing') return;
      const validate = validatorOf(schema);
      if (validate(given)) return;
      throw new Error(`${method} ${path} is not as described: ${ajv.errorsText(validate.errors)}`);
    },
  };
}

function schemaFor({ content }: Responses[string], type: string | null): object | 'nothing' | undefined {
  if (content === undefined) return 'nothing';
  return content[type ?? '']?.schema ?? content[(type ?? '').replace(/;.*$/, '')]?.schema;
}

/** `/operator/v1/ports/{port}` as a pattern of what follows `/operator/v1`. */
function shapeOf(path: string): RegExp {
  return new RegExp(`^${path.slice('/operator/v1'.length).replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
