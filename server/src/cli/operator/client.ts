import { endpointOf } from './endpoint.ts';
import { failureOf } from './failure.ts';
import { CommandFailed, type Io } from './io.ts';

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
  /** @throws CommandFailed when it cannot be reached, or refuses */
  readonly ask: (method: Method, path: string, asked?: Asked) => Promise<Json>;
  /** The answer as it comes, for streams. */
  readonly open: (method: Method, path: string, asked?: Asked) => Promise<Response>;
}

/** @throws CommandFailed for an endpoint that is no address */
export async function clientOf(io: Io, named: string | undefined): Promise<Client> {
  const endpoint = await endpointOf(io.env, named);
  const token = io.env['CROSSCONNECT_OPERATOR_TOKEN'] ?? '';
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
    throw failureOf(await response.text(), response.status, endpoint);
  };
  return {
    endpoint,
    open,
    async ask(method, path, asked) {
      const text = await (await open(method, path, asked)).text();
      return text === '' ? {} : (JSON.parse(text) as Json);
    },
  };
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
