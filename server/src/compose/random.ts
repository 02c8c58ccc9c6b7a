import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4_096;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes for ids and tokens, from a pool: one call of the system serves hundreds of ids. No byte is given twice. */
export function random(bytes: number): Uint8Array {
  if (bytes > POOL_BYTES) return randomFillSync(new Uint8Array(bytes));
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = pool.slice(used, used + bytes);
  pool.fill(0, used, used + bytes);
  used += bytes;
  return taken;
}
