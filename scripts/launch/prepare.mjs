import { join } from 'node:path';
import { buildServer, buildValidators } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { assertStarts, FOLDER, machinesOwn, NEXT_WITHOUT_NODE, pinned } from './node24.mjs';
import { ROOT } from './root.mjs';

/**
 * Makes everything that a target needs and answers the Node to run it on. When nothing is missing it only
 * looks, which takes a few milliseconds; otherwise one process works and the others wait for it.
 * @param {import('./targets.mjs').Need} need
 * @returns {Promise<string>}
 */
export async function prepare(need) {
  const node = machinesOwn() ?? pinned();
  const steps = [...nodeSteps(node), ...moduleSteps(), ...buildSteps(node, need)];
  if (steps.every((step) => step.isDone())) return node;
  await withLock(join(ROOT, 'dist/.lock'), async () => {
    for (const step of steps) {
      if (!step.isDone()) await step.make();
    }
  });
  return node;
}

/** @typedef {{ isDone: () => boolean, make: () => Promise<void> }} Step */

/**
 * @param {string} node
 * @returns {Step[]}
 */
function nodeSteps(node) {
  if (node === process.execPath) return [];
  const make = async () => {
    await install(FOLDER, 'Node.js 24', NEXT_WITHOUT_NODE);
    assertStarts(node);
  };
  return [{ isDone: () => isInstalled(FOLDER), make }];
}

/** @returns {Step[]} */
function moduleSteps() {
  const next = 'What npm said stands above. Run it again when the package registry can be reached.';
  return [{ isDone: () => isInstalled(ROOT), make: () => install(ROOT, 'dependencies', next) }];
}

/**
 * @param {string} node
 * @param {import('./targets.mjs').Need} need
 * @returns {Step[]}
 */
function buildSteps(node, need) {
  if (need === 'modules') return [];
  return need === 'server' ? [buildValidators(node), buildServer(node)] : [buildValidators(node)];
}
