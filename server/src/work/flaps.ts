import { flapLifecycle } from '../domain/flap/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import { type FlapRow, flaps } from '../store/tables/customer-routers.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';

/** One phase of a flap is over: the router rises, falls again, or has fallen as often as it should. */
export async function turnFlap(work: Work, row: FlapRow): Promise<void> {
  const event = row.state === 'fallen' ? (row.falls > 0 ? 'rise' : 'settle') : 'fall';
  const phase = step(flapLifecycle, row.state, event, work.now, work.durations);
  if (phase === undefined) return;
  const falls = event === 'fall' ? row.falls - 1 : row.falls;
  const lasts = { rise: row.upMs, fall: row.downMs, settle: 0 }[event];
  work.write.update(flaps, row, { ...phase, dueAt: work.now + lasts, falls });
  const over = await anyInterface(work.reader, row.virtualInterfaceId);
  if (over !== undefined) await markDirty(work, over.deviceId);
}
