import { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from '../store.ts';

/** SQLITE_BUSY. */
const BUSY = 5;

/** What nobody refers to is closed when memory is cleaned up, and a lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Keeps every other server off a database until it is released or the process ends, however it ends: the lock is
 * the operating system's, held by SQLite on a file of its own, because the database itself must stay open to the
 * connection that reads.
 *
 * @param path file of the database
 * @returns releases it
 * @throws StoreUnusable when another server holds it
 */
export function lockDatabase(path: string): () => void {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    // Nothing is ever written to it, so it needs no journal beside it.
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    const taken = error instanceof Error && 'errcode' in error && error.errcode === BUSY;
    if (!taken) throw error;
    throw new StoreUnusable(
      `another crossconnect works on ${path}: stop it, or give this one a folder of its own with --data`,
    );
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    lock.close();
  };
}
