import { device } from '../store/queries/inventory.ts';
import { devices } from '../store/tables/inventory.ts';
import type { Work } from './context.ts';

/** Says that a device should do something else from now on: the fabric's reconciler looks at it. */
export async function markDirty(work: Work, deviceId: string | null): Promise<void> {
  if (deviceId === null) return;
  const row = await device(work.reader, deviceId);
  if (row !== undefined && row.dirtySince === null) work.write.update(devices, row, { dirtySince: work.now });
  else if (row !== undefined) work.write.update(devices, row, {});
}
