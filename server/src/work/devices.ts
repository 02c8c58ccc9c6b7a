import { device } from '../store/queries/inventory.ts';
import { devices } from '../store/tables/inventory.ts';
import type { Work } from './context.ts';

/** Says that a device should do something else from now on: the fabric's reconciler looks at it. */
export async function markDirty(work: Work, deviceId: string | null): Promise<void> {
  if (deviceId === null) return;
  const row = await device(work.reader, deviceId);
  if (row === undefined) return;
  // What follows from an older change is as old: whoever waits for it has to see that it is not done yet.
  const dirtySince = Math.min(row.dirtySince ?? work.now, work.now);
  work.write.update(devices, row, { dirtySince });
}
