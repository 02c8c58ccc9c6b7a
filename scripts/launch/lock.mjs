import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

const POLL_MS = 100;
/** An owner that still works after this long is taken for dead: its number may be another process's by now. */
const ABANDONED_MS = 15 * 60_000;

/**
 * Does the work while no other process of this machine does any under the same folder. A folder with the
 * owner's number in it is renamed into place: that either succeeds whole or fails.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  const mine = `${folder}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'pid'), String(process.pid));
  for (let told = false; !takes(mine, folder); ) {
    const owner = ownerOf(folder);
    if (owner !== undefined && isGone(folder, owner)) removeStale(folder, owner);
    else if (!told) {
      say(`waiting for another start to finish installing or building (process ${owner ?? 'unknown'}) ...`);
      told = true;
    }
    await sleep(POLL_MS);
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} mine
 * @param {string} folder
 */
function takes(mine, folder) {
  try {
    renameSync(mine, folder);
    return true;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code) && ownerOf(folder) !== undefined)
      return false;
    if (ownerOf(folder) === undefined && code === 'ENOTEMPTY') return false;
    rmSync(mine, { recursive: true, force: true });
    throw error;
  }
}

/** @param {string} folder */
function ownerOf(folder) {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {number} owner
 */
function isGone(folder, owner) {
  try {
    process.kill(owner, 0);
    return Date.now() - statSync(folder).mtimeMs > ABANDONED_MS;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM';
  }
}

/**
 * Moves a dead owner's lock aside before removing it, so that of two who see it only one does, and puts it
 * back if it was a living one's after all.
 * @param {string} folder
 * @param {number} owner
 */
function removeStale(folder, owner) {
  const aside = join(dirname(folder), `stale.${process.pid}`);
  try {
    renameSync(folder, aside);
    if (ownerOf(aside) === owner) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
  } catch {
    // Another process was faster: the next look says how it stands.
  }
}
