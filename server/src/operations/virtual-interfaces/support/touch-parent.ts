import { anyConnection } from '../../../store/queries/connections.ts';
import { anyLag } from '../../../store/queries/lags.ts';
import { connections } from '../../../store/tables/connections.ts';
import { lags } from '../../../store/tables/lags.ts';
import type { Context } from '../../operation.ts';

/** Makes this unit conflict with others that compare what runs over the same connection or LAG, whoever owns it. */
export async function touchParent(ctx: Context, connectionId: string): Promise<void> {
  if (!ctx.settings.concurrentUnits) return;
  const { reader } = ctx.look;
  if (connectionId.startsWith('dxlag-')) {
    const lag = await anyLag(reader, connectionId);
    if (lag !== undefined) ctx.write.touch(lags, lag);
    return;
  }
  const connection = await anyConnection(reader, connectionId);
  if (connection !== undefined) ctx.write.touch(connections, connection);
}
