import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { checkArrival, checkLeaving } from '../../domain/virtual-interface/arrival.ts';
import { checkMtu } from '../../domain/virtual-interface/mtu.ts';
import { checkHostedVlan } from '../../domain/virtual-interface/parent.ts';
import { rateLimitOf } from '../../domain/virtual-interface/rate-limit.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { moveInterface } from '../../work/interface-moves.ts';
import { type Context, operation } from '../operation.ts';
import { callerAccount, quotasOf } from '../support/account.ts';
import { asClient } from './support/attributes.ts';
import { seenLivingInterface } from './support/living.ts';
import { carrierOf, type Parent, parentOf } from './support/parent.ts';
import { shownInterface } from './views/virtual-interface.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateVirtualInterface.html
 *
 * By the owner of the virtual interface or of the connection that it is on, who owns the target too [M].
 */
export default operation('AssociateVirtualInterface', async ({ virtualInterfaceId, connectionId }, ctx) => {
  const row = await seenLivingInterface(ctx, virtualInterfaceId);
  granted(checkId('ConnectionOrLag', connectionId));
  const target = await placeOn(ctx, row, connectionId);
  // Where it is already there is nothing to move (GUESS).
  if (target === undefined) return shownInterface(ctx, row);

  const { row: after, peers } = await moveInterface(ctx.work, row, target);
  return shownInterface(ctx, after, peers);
});

/**
 * Its place on another connection or LAG of the caller's in the Region; undefined where it is there already.
 *
 * @throws ServiceFault when there is none for it
 */
async function placeOn(ctx: Context, row: VirtualInterfaceRow, id: string): Promise<Parent | undefined> {
  const quotas = quotasOf(ctx, await callerAccount(ctx));
  const target = await parentOf(ctx, id, quotas);
  if (row.connectionId === id) return undefined;
  const from = await carrierOf(ctx, row);
  granted(checkLeaving({ id: row.id, state: row.state, hosted: from.hosted }, target));
  granted(checkHostedVlan(row.vlan, target.id, target.vlan));
  const { name: parent, jumboFrameCapable } = target;
  granted(checkMtu(row.mtu, { kind: row.kind, parent, jumboFrameCapable }));
  granted(rateLimitOf(row.rateLimit ?? undefined, target));
  const moving = from.occupants.filter((one) => one.id === row.id);
  // The model has no exception of its own for rate limiters here [M26].
  granted(asClient(checkArrival(moving, target, quotas)));
  return target;
}
