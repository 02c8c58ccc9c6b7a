import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, say } from './say.mjs';

const POLL_MS = 100;
/** An owner that still works after this long is taken for dead: its number may be another process's by now. */
const ABANDONED_MS = 15 * 60_000;
/** How systems say that the lock is somebody else's (the last two: Windows). */
const TAKEN = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'];

/**
 * Does the work while no other process of this machine does any under the same folder.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  for (let told = false; !take(folder); await sleep(POLL_MS)) {
    const owner = ownerOf(folder);
    if (owner === undefined) continue;
    if (isGone(folder, owner)) removeStale(folder, owner);
    else if (!told) {
      say(`waiting for process ${owner}, which installs or builds the same ...`);
      told = true;
    }
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Renames a folder with our number in it into place: that either succeeds whole or not at all.
 * @param {string} folder
 */
function take(folder) {
  const mine = `${folder}.${process.pid}`;
  try {
    mkdirSync(mine, { recursive: true });
    writeFileSync(join(mine, 'pid'), String(process.pid));
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Failure(`cannot install or build here: ${message}`, 'Let this user write into the checkout.');
  }
  try {
    renameSync(mine, folder);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (TAKEN.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) return false;
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
