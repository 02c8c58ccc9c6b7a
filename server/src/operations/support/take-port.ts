import type { OrderedPort } from '../../domain/connection/order.ts';
import { device, port } from '../../store/queries/inventory.ts';
import { Conflict } from '../../store/store.ts';
import { devices, ports } from '../../store/tables/inventory.ts';
import { newPort } from '../../work/ports.ts';
import type { Context } from '../operation.ts';

/** A place in the inventory, and whether its row is still to be made. */
export interface Place {
  readonly device: string;
  readonly number: number;
  readonly made: boolean;
}

/** Records that a connection has taken a port: the row is made, or the free one is marked. */
export async function takePort(
  ctx: Context,
  at: Place,
  ordered: OrderedPort,
  connectionId: string,
): Promise<void> {
  if (at.made) {
    await touchDevice(ctx, at.device);
    ctx.write.insert(ports, {
      ...newPort(at.device, at.number, ordered.speed, ordered.macSec),
      state: 'taken',
      connectionId,
    });
    return;
  }
  const row = await port(ctx.look.reader, at.device, at.number);
  // Taken since it was chosen, where units run side by side: this one looks again.
  if (row?.state !== 'free') throw new Conflict(`port ${at.device}.${at.number} is taken`);
  ctx.write.update(ports, row, { state: 'taken', connectionId });
}

/** A new port's number counts the device's ports: orders that make one stand in line for the device. */
async function touchDevice(ctx: Context, id: string): Promise<void> {
  if (!ctx.settings.concurrentUnits) return;
  const row = await device(ctx.look.reader, id);
  if (row !== undefined) ctx.write.touch(devices, row);
}
