import { endpointOf } from './endpoint.ts';
import { failureOf, noOperatorApi } from './failure.ts';
import { CommandFailed, type Io } from './io.ts';
import type { Names } from './names.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Asked {
  /** Members that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to the operator API of one server. */
export interface Client {
  readonly endpoint: string;
  /** What a person calls the fields that the server names. */
  readonly names: Names;
  /** @throws CommandFailed when it cannot be reached, or refuses */
  readonly ask: (method: Method, path: string, asked?: Asked) => Promise<Json>;
  /** The answer as it comes, for streams. */
  readonly open: (method: Method, path: string, asked?: Asked) => Promise<Response>;
}

/** @throws CommandFailed for an endpoint that is no address */
export async function clientOf(io: Io, named: string | undefined, names: Names): Promise<Client> {
  const endpoint = await endpointOf(io.env, named);
  const token = tokenIn(io);
  const open: Client['open'] = async (method, path, asked = {}) => {
    const response = await reach(io, endpoint, `${endpoint}/operator/v1${path}${queryOf(asked)}`, {
      method,
      signal: io.signal,
      headers: {
        accept: asked.accept ?? 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    if (response.ok) return response;
    throw failureOf(await response.text(), response.status, { endpoint, path, names, body: asked.body });
  };
  return {
    endpoint,
    names,
    open,
    async ask(method, path, asked) {
      const response = await open(method, path, asked);
      return answerIn(await response.text()) ?? fail(noOperatorApi(endpoint, response.status));
    },
  };
}

function answerIn(text: string): Json | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function fail(failure: CommandFailed): never {
  throw failure;
}

/** @throws CommandFailed for what no header can carry; it is not shown, as it is a secret that went wrong */
function tokenIn({ env }: Io): string {
  const token = (env['CROSSCONNECT_OPERATOR_TOKEN'] ?? '').trim();
  if (/^[\x21-\x7e]*$/.test(token)) return token;
  throw new CommandFailed(
    'CROSSCONNECT_OPERATOR_TOKEN holds no token: there are characters in it that none has',
    'Set it to what crossconnect operator tokens create has shown, or what the file of --operator-token-file holds',
    2,
  );
}

async function reach(io: Io, endpoint: string, url: string, request: RequestInit): Promise<Response> {
  try {
    return await io.fetch(url, request);
  } catch (error) {
    if (io.signal.aborted) throw error;
    const { cause } = error as Error;
    const why = cause instanceof Error && cause.message !== '' ? cause.message : String(error);
    throw new CommandFailed(
      `cannot reach a crossconnect server at ${endpoint} (${why})`,
      'Start one (npm start), or name another with --endpoint or CROSSCONNECT_ENDPOINT',
    );
  }
}

function queryOf({ query = {} }: Asked): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
