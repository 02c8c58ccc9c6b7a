import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { ROOT } from './root.mjs';

const SIGNALS = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']);

/** Somebody asked us to stop while a child was at work. */
export class Stopped extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/**
 * The environment of a child: what it starts as `node` is the Node that it runs on itself.
 * @param {string} node path of the Node that runs it
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * Runs a program to its end. Signals are handed on to it meanwhile; from a terminal an interrupt reaches the
 * whole group, the child too, so that it is not handed on a second time there: a second one means "now".
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Pick<import('node:child_process').SpawnOptions, 'cwd' | 'env' | 'stdio' | 'shell'>} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, asked: NodeJS.Signals | undefined, output: string }>}
 *   how it ended; the signal that we were asked to stop with; what it wrote, when `stdio` has pipes
 */
export async function runChild(command, args, options) {
  const child = spawn(command, args, { cwd: ROOT, ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  /** @type {NodeJS.Signals | undefined} */
  let asked;
  const handOn = (/** @type {NodeJS.Signals} */ signal) => {
    asked = signal;
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, asked, output }));
    });
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, handOn);
  }
}
