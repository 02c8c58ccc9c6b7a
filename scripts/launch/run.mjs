import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

const SIGNALS = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']);

/**
 * The environment of a child: what it starts as `node` is the Node that it runs on itself.
 * @param {string} node path of the Node that runs it
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * Hands signals on to the child until it ends. From a terminal an interrupt reaches the whole group, the
 * child too, so that it is not handed on a second time there: a second one means "now".
 * @param {import('node:child_process').ChildProcess} child
 */
export function handOnSignals(child) {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

/**
 * Runs the target in this terminal and ends as it ends.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {{ compileCache: boolean }} options
 * @returns {Promise<void>}
 */
export async function run(node, args, { compileCache }) {
  const env = environment(node);
  if (compileCache) env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'node_modules/.cache/crossconnect');
  const child = spawn(node, args, { cwd: ROOT, env, stdio: 'inherit' });
  handOnSignals(child);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...end) => resolve(end));
  });
  if (signal === null) process.exit(code);
  for (const handed of SIGNALS) process.removeAllListeners(handed);
  process.kill(process.pid, signal);
  // Where a signal does not end this process (Windows, a blocked one) the shell's convention says the same.
  setTimeout(() => process.exit(128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]), 500);
}
