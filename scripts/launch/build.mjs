import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment, runChild, Stopped } from './run.mjs';
import { ROOT } from './root.mjs';
import { Failure, say } from './say.mjs';

/**
 * What is generated from the contract at build time.
 * @param {string} node
 */
export function buildValidators(node) {
  return step(node, {
    what: 'validators',
    script: 'scripts/build-validators.ts',
    inputs: ['api', 'scripts', 'package-lock.json'],
    outputs: ['server/src/model/built'],
  });
}

/**
 * The bundle that `npm start` runs.
 * @param {string} node
 */
export function buildServer(node) {
  return step(node, {
    what: 'the server',
    script: 'scripts/build-server.ts',
    inputs: ['api', 'scripts', 'server/src', 'package-lock.json', 'tsconfig.json'],
    outputs: ['dist/main.js'],
  });
}

/**
 * @param {string} node
 * @param {{ what: string, script: string, inputs: string[], outputs: string[] }} build
 */
function step(node, { what, script, inputs, outputs }) {
  const stamp = join(ROOT, 'dist', `.${script.replace(/^.*\/|\.ts$/g, '')}.inputs`);
  return {
    isDone: () => outputs.every(isThere) && readIfThere(stamp) === fingerprint(inputs),
    make: async () => {
      // Taken before the build: what is edited during it is stale afterwards.
      const before = fingerprint(inputs);
      say(`building ${what} ...`);
      await runScript(node, script);
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(`${stamp}.${process.pid}`, before);
      renameSync(`${stamp}.${process.pid}`, stamp);
    },
  };
}

/**
 * @param {string} node
 * @param {string} script
 */
async function runScript(node, script) {
  // What it prints is for the person who waits: standard output belongs to the script that runs afterwards.
  const { code, asked } = await runChild(node, [script], { env: environment(node), stdio: ['ignore', 2, 2] });
  if (asked !== undefined) throw new Stopped(asked);
  if (code !== 0) throw new Failure(`${script} failed`, 'Mend what it says above, then run it again.');
}

/**
 * Name, size and time of every file that a build reads: looking costs a few milliseconds, reading would not.
 * @param {string[]} inputs
 */
function fingerprint(inputs) {
  return inputs.flatMap((input) => filesOf(join(ROOT, input)).map(describe)).join('\n');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!isThere(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'built' && !/\.(test|testing)\.ts$/.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}

/** @param {string} path */
function describe(path) {
  const { size, mtimeMs } = statSync(path);
  return `${path.slice(ROOT.length)} ${size} ${mtimeMs}`;
}

/** @param {string} path */
function isThere(path) {
  try {
    statSync(path.startsWith(ROOT) ? path : join(ROOT, path));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
