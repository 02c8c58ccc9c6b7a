// Runs a script of package.json on Node 24, after installing and building what is missing.
// Plain JavaScript without a dependency: it runs on Node 20, before anything is installed.
import { prepare } from './launch/prepare.mjs';
import { run } from './launch/run.mjs';
import { TARGETS } from './launch/targets.mjs';
import { Failure, say } from './launch/say.mjs';

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (target === undefined) {
    throw new Failure(
      `unknown script ${JSON.stringify(name)}`,
      `Take one of: ${Object.keys(TARGETS).join(', ')}.`,
    );
  }
  const node = await prepare(target.needs);
  await run(node, [...target.command, ...args], { compileCache: target.compileCache === true });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  say(error.next);
  process.exitCode = 1;
}
