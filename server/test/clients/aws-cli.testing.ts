import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { TestServer } from '../support/server.ts';
import { clientPrograms } from './python.testing.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs lines of a shell with the variables that the banner of `npm start` tells a person to export. */
export function shellOf(server: Pick<TestServer, 'endpoint'>, account = '123456789012') {
  return (line: string): Promise<Ran> => {
    const { aws } = clientPrograms();
    const child = spawn('/bin/sh', ['-c', line], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${dirname(aws)}:${process.env['PATH'] ?? ''}`,
        HOME: tmpdir(),
        AWS_CONFIG_FILE: '/dev/null',
        AWS_ENDPOINT_URL_DIRECT_CONNECT: server.endpoint,
        AWS_ACCESS_KEY_ID: account,
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  };
}

/**
 * `aws directconnect …` for an account: the answer.
 *
 * @throws Error with what the CLI wrote, when it refuses
 */
export function awsCli(server: Pick<TestServer, 'endpoint'>, account?: string) {
  const run = shellOf(server, account);
  return async <T = unknown>(words: string): Promise<T> => {
    const { code, out, err } = await run(`aws directconnect ${words}`);
    if (code !== 0) throw new Error(`aws directconnect ${words}: ${code} ${err.trim()}`);
    return JSON.parse(out) as T;
  };
}
