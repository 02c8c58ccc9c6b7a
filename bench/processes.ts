import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server that was started to be measured. */
export interface Measured {
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to the line that names its port, in milliseconds. */
  readonly readyMs: number;
  end(): Promise<void>;
}

/** A folder that is removed when the run ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a command that prints its endpoint on its first line of output. */
export async function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Measured> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const port = await portOf(child);
  return { port, pid: child.pid ?? 0, readyMs: performance.now() - began, end: () => end(child) };
}

/** This product's bundle on a data folder. */
export function startProduct(data: string, flags: readonly string[] = []): Promise<Measured> {
  const standard = ['dist/main.js', '--port', '0', '--log-level', 'error', '--data', data];
  return start(process.execPath, [...standard, ...flags]);
}

/** A peer of this folder. */
export function startPeer(name: 'constant' | 'floor', ...args: readonly string[]): Promise<Measured> {
  return start(process.execPath, [join(import.meta.dirname, 'peers', `${name}.ts`), ...args]);
}

async function portOf(child: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const port = /http:\/\/[\w.]+:(\d+)/.exec(text)?.[1];
    if (port !== undefined) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new Error(`the server ended before it named its port: ${text}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** Resident memory of a process in MB; undefined where there is no /proc. */
export function residentMb(pid: number): number | undefined {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * 4_096) / 1_048_576;
  } catch {
    return undefined;
  }
}

/** The command of moto's server where it is installed. */
export function motoCommand(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v moto_server'], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
