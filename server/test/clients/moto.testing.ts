import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientPrograms } from './python.testing.ts';

/** moto's server, for the services of the cloud beside Direct Connect. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** @throws Error when it does not come up */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(clientPrograms().python, ['-m', 'moto.server', '-p', String(port)], {
    stdio: 'ignore',
  });
  await untilUp(child, endpoint);
  return {
    endpoint,
    async stop() {
      const ended = once(child, 'close');
      child.kill();
      await ended;
    },
  };
}

/** It cannot be asked to find a port by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

async function untilUp(child: ChildProcess, endpoint: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end && child.exitCode === null) {
    const up = await fetch(`${endpoint}/moto-api/data.json`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  child.kill();
  throw new Error('moto’s server does not come up: it is in tools/clients/requirements.txt');
}
