import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runChild, Stopped } from './run.mjs';
import { Failure, say } from './say.mjs';

/** Names the lock that node_modules was installed from. */
const STAMP = 'node_modules/.crossconnect-lock';

/**
 * Is what the folder's lock names installed there?
 * @param {string} folder
 */
export function isInstalled(folder) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = digest(lock);
  if (readIfThere(join(folder, STAMP)) === stamp) return true;
  // Somebody ran npm by hand: its own record says whether the result is the same.
  const record = readIfThere(join(folder, 'node_modules/.package-lock.json'));
  if (record === undefined || !holds(JSON.parse(record).packages, JSON.parse(lock).packages)) return false;
  writeFileSync(join(folder, STAMP), stamp);
  return true;
}

/**
 * Installs exactly what the folder's lock names.
 * @param {string} folder
 * @param {string} what for the progress line
 * @param {string} next what to do when it fails
 */
export async function install(folder, what, next) {
  say(`installing ${what} (once) ...`);
  const [command, ...args] = npm();
  const { code, asked, output } = await runChild(
    command,
    [...args, 'ci', '--ignore-scripts', '--include=dev', '--include=optional'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], shell: command.endsWith('.cmd') },
  ).catch((error) => ({ code: 1, asked: undefined, output: `${command}: ${error.message}\n` }));
  if (asked !== undefined) throw new Stopped(asked);
  if (code !== 0) {
    process.stderr.write(output);
    throw new Failure(`npm ci failed in ${folder}: ${what} could not be installed`, next);
  }
  writeFileSync(join(folder, STAMP), digest(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
}

/** The npm that runs us, on the Node that it runs on; npm of the PATH when we were started without one. */
function npm() {
  const path = process.env['npm_execpath'];
  if (path !== undefined && basename(path) === 'npm-cli.js')
    return /** @type {const} */ ([process.execPath, path]);
  return /** @type {const} */ ([process.platform === 'win32' ? 'npm.cmd' : 'npm']);
}

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string[] }} Locked
 * @param {Record<string, Locked>} installed
 * @param {Record<string, Locked>} wanted
 */
function holds(installed, wanted) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const version = installed[path]?.version;
    return version === entry.version || (version === undefined && entry.optional === true && !isOurs(entry));
  });
}

/**
 * Is an optional package made for this very machine? One for a C library may be the other library's.
 * @param {Locked} entry
 */
function isOurs({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined || libc !== undefined) return false;
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
