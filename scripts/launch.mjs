// Runs a script of package.json on Node 24, after installing and building what is missing.
// Plain JavaScript without a dependency: it runs on Node 20, before anything is installed.
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepare } from './launch/prepare.mjs';
import { ROOT } from './launch/root.mjs';
import { environment, runChild, Stopped } from './launch/run.mjs';
import { Failure, say } from './launch/say.mjs';
import { TARGETS } from './launch/targets.mjs';

/**
 * @param {string} name a script of package.json
 * @param {readonly string[]} args handed on untouched
 */
async function launch(name, args) {
  const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (target === undefined) {
    throw new Failure(
      `there is no script ${JSON.stringify(name)}`,
      `Take one of: ${Object.keys(TARGETS).join(', ')}.`,
    );
  }
  const node = await prepare(target.needs);
  const env = environment(node);
  if (target.compileCache) env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'node_modules/.cache/crossconnect');
  const { code, signal } = await runChild(node, [...target.command, ...args], { env, stdio: 'inherit' });
  if (signal === null) process.exitCode = code ?? 1;
  else endBy(signal);
}

/**
 * Ends as if the signal had found no handler, so that the caller sees what happened.
 * @param {NodeJS.Signals} signal
 */
function endBy(signal) {
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}

try {
  const [name = '', ...args] = process.argv.slice(2);
  await launch(name, args);
} catch (error) {
  if (error instanceof Stopped) endBy(error.signal);
  else if (error instanceof Failure) {
    say(error.message);
    say(error.next);
    process.exitCode = 1;
  } else throw error;
}
