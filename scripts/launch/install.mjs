import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { handOnSignals } from './run.mjs';
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
  const result = await capture(
    command,
    [...args, 'ci', '--ignore-scripts', '--include=dev', '--include=optional'],
    folder,
  );
  if (result.failed !== undefined) {
    process.stderr.write(result.output);
    throw new Failure(`npm ci failed in ${folder} (${result.failed}): ${what} could not be installed`, next);
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
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ output: string, failed?: string }>}
 */
function capture(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    });
    handOnSignals(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', (error) => resolve({ output, failed: error.message }));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? { output } : { output, failed: signal ?? `exit code ${code}` }),
    );
  });
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
