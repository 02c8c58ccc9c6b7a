import { granted } from '../../../domain/fault.ts';
import { checkSiteLink } from '../../../domain/virtual-interface/site-link.ts';
import type { Context } from '../../operation.ts';
import { callerAccount, quotasOf } from '../../support/account.ts';
import { type GatewayWish, reachedGateway } from './gateway.ts';
import type { Made } from './new-interface.ts';
import { type InterfaceWish, orderInterface } from './order.ts';
import { parentOf } from './parent.ts';

/** Inbound prefixes per family where nobody asks for more [UG26]. */
export const STANDARD_PREFIX_COUNT = 100;

/** A private or transit virtual interface for the owner of the connection. */
export interface AttachedWish extends InterfaceWish, GatewayWish {
  readonly enableSiteLink?: boolean;
  readonly prefixPoolAllocatedCountIpv4?: number;
  readonly prefixPoolAllocatedCountIpv6?: number;
}

/**
 * Makes a virtual interface that leads to a gateway of the caller's: it is `pending` until it is set up [M].
 *
 * @throws ServiceFault when a rule refuses it
 */
export async function createAttached(
  ctx: Context,
  kind: 'private' | 'transit',
  connectionId: string,
  wish: AttachedWish,
): Promise<Made> {
  const quotas = quotasOf(ctx, await callerAccount(ctx));
  const parent = await parentOf(ctx, connectionId, quotas);
  const counts = {
    prefixCountV4: wish.prefixPoolAllocatedCountIpv4 ?? STANDARD_PREFIX_COUNT,
    prefixCountV6: wish.prefixPoolAllocatedCountIpv6 ?? STANDARD_PREFIX_COUNT,
  };
  const { reached, whenReady } = await reachedGateway(ctx, { kind, ...counts }, wish, quotas);
  const siteLink = wish.enableSiteLink === true;
  const { directConnectGatewayId } = reached;
  const { account: owner, region } = ctx.caller;
  if (siteLink) granted(checkSiteLink({ directConnectGatewayId, region }));
  const ordered = { kind, owner, state: 'pending', reached, siteLink, ...counts } as const;
  const made = await orderInterface(ctx, parent, wish, ordered, quotas);
  whenReady();
  return made;
}
