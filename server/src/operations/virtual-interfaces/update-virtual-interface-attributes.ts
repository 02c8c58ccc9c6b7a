import { granted } from '../../domain/fault.ts';
import { checkConfirmed, checkWho } from '../../domain/virtual-interface/change.ts';
import { peersOf } from '../../store/queries/bgp-peers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../store/tables/virtual-interfaces.ts';
import { markDirty } from '../../work/devices.ts';
import { type Interrupted, interruptInterface, widenPort } from '../../work/interface-changes.ts';
import { type Context, operation } from '../operation.ts';
import { wantedCounts, wantedInterruption, wantedLimit } from './support/attributes.ts';
import { seenLivingInterface } from './support/living.ts';
import { carrierOf } from './support/parent.ts';
import { shownInterface } from './views/virtual-interface.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateVirtualInterfaceAttributes.html
 *
 * One attribute or several; nothing to change is a success (guesses #51).
 */
export default operation('UpdateVirtualInterfaceAttributes', async (input, ctx) => {
  const { virtualInterfaceId, ...wish } = input;
  const row = await seenLivingInterface(ctx, virtualInterfaceId);
  granted(checkWho(wish, row, ctx.caller.account) ?? checkConfirmed(row));
  const parent = await carrierOf(ctx, row);
  const changes = changed(row, {
    name: wish.virtualInterfaceName ?? row.name,
    rateLimit: wantedLimit(wish, row, parent),
    ...(await wantedCounts(ctx, wish, row, parent)),
    ...wantedInterruption(wish, row, parent),
  });
  const { row: after, dropped } = await apply(ctx, row, changes);
  const peers = new Map((await peersOf(ctx.look.reader, row.id)).map((peer) => [peer.id, peer]));
  for (const peer of dropped) peers.set(peer.id, peer);
  return shownInterface(ctx, after, [...peers.values()]);
});

type Changes = Partial<VirtualInterfaceRow>;

/** What differs from what is there. */
function changed(row: VirtualInterfaceRow, wanted: Changes): Changes {
  const entries = Object.entries(wanted) as [keyof VirtualInterfaceRow, unknown][];
  return Object.fromEntries(entries.filter(([name, value]) => row[name] !== value)) as Changes;
}

/** MTU and SiteLink interrupt it [M][CFN]; the rest takes effect at once, and its sessions stay up [UG26]. */
async function apply(ctx: Context, row: VirtualInterfaceRow, changes: Changes): Promise<Interrupted> {
  const names = Object.keys(changes);
  if (names.length === 0) return { row, dropped: [] };
  if ('mtu' in changes || 'siteLink' in changes) {
    if (changes.mtu !== undefined) await widenPort(ctx.work, { ...row, ...changes });
    return interruptInterface(ctx.work, row, changes);
  }
  // A name is nothing to the edge.
  if (names.some((name) => name !== 'name')) await markDirty(ctx.work, row.deviceId);
  return { row: ctx.write.update(virtualInterfaces, row, changes), dropped: [] };
}
