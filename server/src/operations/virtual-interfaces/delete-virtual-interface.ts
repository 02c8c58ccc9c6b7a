import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { unknownInterface } from '../../domain/virtual-interface/refusals.ts';
import { seenInterface } from '../../store/queries/virtual-interfaces.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../store/tables/virtual-interfaces.ts';
import { deleteInterface } from '../../work/virtual-interfaces.ts';
import { type Context, operation } from '../operation.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteVirtualInterface.html
 *
 * In any state, during a failover test too [UG23]. By its owner, and by the owner of its connection (GUESS #16).
 */
export default operation('DeleteVirtualInterface', async ({ virtualInterfaceId }, ctx) => {
  granted(checkId('VirtualInterface', virtualInterfaceId));
  const row = await seenInterface(ctx.look, virtualInterfaceId);
  if (row === undefined || hasEnded(row)) return granted(unknownInterface(virtualInterfaceId));
  const waits = row.state === 'confirming';
  const declines = waits && row.account === ctx.caller.account;
  // The owner who deletes what waits for a confirmation rejects it [M].
  const after = declines
    ? await deleteInterface(ctx.work, row, 'decline')
    : await deleteInterface(ctx.work, waits ? withoutTags(ctx, row) : row);
  if (after === undefined) throw new Error(`${row.id} is ${row.state} and lives, but cannot be deleted`);
  return { virtualInterfaceState: after.state };
});

/** Tags were its allocator's until then: a deleted one would show them to the account that never confirmed it. */
function withoutTags(ctx: Context, row: VirtualInterfaceRow): VirtualInterfaceRow {
  return ctx.write.update(virtualInterfaces, row, { tags: '[]' });
}
