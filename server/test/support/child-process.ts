import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Launch, Running } from './launch.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** What a process said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Child {
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<Ended>;
}

/** Runs the program as a person would, from its sources. */
export function runMain({ args, env }: Launch): Child {
  return runNode([MAIN, ...args], env);
}

/** Runs a program on the Node of the tests. */
export function runNode(args: readonly string[], env: Launch['env']): Child {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const ended = once(child, 'close').then(([code, signal]) => {
    process.off('exit', kill);
    return { code, signal, out, err };
  });
  return { process: child, out: () => out, err: () => err, ended };
}

/** Starts a server in a process of its own, and waits for the line with its endpoint. */
export async function startChild(launch: Launch): Promise<Running & { readonly child: Child }> {
  const child = runMain(launch);
  const endpoint = await endpointOf(child);
  const end = async (signal: NodeJS.Signals) => {
    child.process.kill(signal);
    await child.ended;
  };
  return {
    child,
    endpoint,
    settle: () => Promise.reject(new Error('a process does not tell: poll for what you wait for')),
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
  };
}

async function endpointOf(child: Child): Promise<string> {
  const line = () => / listens on (\S+)/.exec(child.out())?.[1];
  const said = new Promise<void>((resolve) => {
    child.process.stdout?.on('data', () => line() !== undefined && resolve());
  });
  await Promise.race([said, child.ended]);
  const endpoint = line();
  if (endpoint === undefined) throw new Error(`the server ended before it listened: ${child.err()}`);
  return endpoint;
}
