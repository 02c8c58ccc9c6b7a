import { checkAsnsDiffer } from '../../../domain/bgp-peer/asn.ts';
import { bgpPeerLifecycle } from '../../../domain/bgp-peer/lifecycle.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId } from '../../../domain/ids.ts';
import { type Phase, step } from '../../../domain/lifecycle.ts';
import {
  type VirtualInterfaceState,
  virtualInterfaceLifecycle,
} from '../../../domain/virtual-interface/lifecycle.ts';
import { notConfirming, unknownInterface, wrongType } from '../../../domain/virtual-interface/refusals.ts';
import { peersOf } from '../../../store/queries/bgp-peers.ts';
import { occupantsOf, seenInterface } from '../../../store/queries/virtual-interfaces.ts';
import { type BgpPeerRow, bgpPeers } from '../../../store/tables/bgp-peers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../../store/tables/virtual-interfaces.ts';
import type { Context } from '../../operation.ts';
import { callerAccount, quotasOf } from '../../support/account.ts';
import { drawnAddresses, type PeerAddresses } from './addresses.ts';
import { type GatewayWish, reachedGateway } from './gateway.ts';
import { own } from './living.ts';
import { attach } from './new-interface.ts';
import { touchParent } from './touch-parent.ts';

/** What one of the three confirmations is for. */
export interface Confirmation {
  readonly operation: string;
  readonly kind: VirtualInterfaceRow['kind'];
}

/**
 * A virtual interface of the caller's that waits for the confirmation.
 *
 * @throws ServiceFault when there is none of that id, or it is of another type
 */
export async function waitingInterface(
  ctx: Context,
  { operation, kind }: Confirmation,
  id: string,
): Promise<VirtualInterfaceRow> {
  granted(checkId('VirtualInterface', id));
  const row = await seenInterface(ctx.look, id);
  // A deleted one looks unknown (GUESS #52); a rejected one is told as it is.
  if (row === undefined || row.state === 'deleting' || row.state === 'deleted') {
    return granted(unknownInterface(id));
  }
  return own(ctx, row, 'confirm it').kind === kind ? row : granted(wrongType(operation, id, row.kind));
}

/**
 * Confirms one that is to lead to a gateway of the caller's.
 *
 * @throws ServiceFault when a rule refuses it
 */
export async function confirmAttached(
  ctx: Context,
  confirmation: Confirmation & { readonly kind: 'private' | 'transit' },
  id: string,
  wish: GatewayWish,
): Promise<{ readonly virtualInterfaceState: VirtualInterfaceState }> {
  const row = await waitingInterface(ctx, confirmation, id);
  const phase = confirmedPhase(ctx, confirmation, row);
  const quotas = quotasOf(ctx, await callerAccount(ctx));
  const { prefixCountV4, prefixCountV6 } = row;
  const attaching = { kind: confirmation.kind, prefixCountV4, prefixCountV6 };
  const { reached, whenReady } = await reachedGateway(ctx, attaching, wish, quotas);
  attach(ctx, { ...row, ...reached });
  const answer = await confirmInterface(ctx, row, { ...phase, ...reached });
  whenReady();
  return answer;
}

/**
 * The phase after the confirmation.
 *
 * @throws ServiceFault when it waits for none
 */
export function confirmedPhase(
  ctx: Context,
  { operation, kind }: Confirmation,
  row: VirtualInterfaceRow,
): Phase<VirtualInterfaceState> {
  const event = kind === 'public' ? 'confirmPublic' : 'confirm';
  const phase = step(virtualInterfaceLifecycle, row.state, event, ctx.now, ctx.settings.durations);
  return phase ?? granted(notConfirming(operation, row.id, row.state));
}

/**
 * Records the confirmation: its peers are set up now, with addresses where nobody gave any.
 *
 * @throws ServiceFault when the customer's AS number is the one of the gateway
 */
export async function confirmInterface(
  ctx: Context,
  row: VirtualInterfaceRow,
  changes: Phase<VirtualInterfaceState> & Partial<VirtualInterfaceRow>,
): Promise<{ readonly virtualInterfaceState: VirtualInterfaceState }> {
  const after = ctx.write.update(virtualInterfaces, row, changes);
  const event = row.kind === 'public' ? 'confirmPublic' : 'confirm';
  for (const peer of await peersOf(ctx.look.reader, row.id)) {
    const phase = step(bgpPeerLifecycle, peer.state, event, ctx.now, ctx.settings.durations);
    if (phase === undefined) continue;
    granted(checkAsnsDiffer(peer.asn, after.amazonSideAsn));
    ctx.write.update(bgpPeers, peer, { ...phase, ...(await addressesOf(ctx, row, peer)) });
  }
  return { virtualInterfaceState: after.state };
}

/** Those that the connection's owner gave, or a block now; the connection is touched, because its addresses are compared. */
async function addressesOf(
  ctx: Context,
  row: VirtualInterfaceRow,
  peer: BgpPeerRow,
): Promise<PeerAddresses | Record<string, never>> {
  if (peer.amazonAddress !== null) return {};
  const { connectionId, deviceId } = row;
  await touchParent(ctx, connectionId);
  const occupants = await occupantsOf(ctx.look.reader, connectionId);
  return drawnAddresses(ctx, peer.addressFamily, { name: connectionId, deviceId, occupants });
}
