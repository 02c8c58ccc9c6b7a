import { customerAsn } from '../../../domain/bgp-peer/asn.ts';
import { AUTH_KEY_BYTES, checkAuthKey, madeAuthKey } from '../../../domain/bgp-peer/auth-key.ts';
import { granted } from '../../../domain/fault.ts';
import type { Quotas } from '../../../domain/quota.ts';
import { mergeTags } from '../../../domain/tags/rules.ts';
import type { VirtualInterfaceKind } from '../../../domain/virtual-interface/kind.ts';
import { checkMtu, STANDARD_MTU } from '../../../domain/virtual-interface/mtu.ts';
import {
  checkCounts,
  checkHostedCount,
  checkLimiters,
  checkPool,
  checkVlan,
  type PrefixCounts,
} from '../../../domain/virtual-interface/occupancy.ts';
import { checkHostedVlan } from '../../../domain/virtual-interface/parent.ts';
import { rateLimitOf } from '../../../domain/virtual-interface/rate-limit.ts';
import type { AddressFamily, Tag } from '../../../model/types.gen.ts';
import { widenPort } from '../../../work/interface-changes.ts';
import type { Context } from '../../operation.ts';
import { peerAddresses } from './addresses.ts';
import type { Reached } from './gateway.ts';
import { insertInterface, type Made, type NewInterface } from './new-interface.ts';
import type { Parent } from './parent.ts';

/** What the requests of all six creations have in common. */
export interface InterfaceWish {
  readonly virtualInterfaceName: string;
  readonly vlan: number;
  readonly asn?: number;
  readonly asnLong?: number;
  readonly mtu?: number;
  readonly authKey?: string;
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
  readonly addressFamily?: AddressFamily;
  readonly tags?: readonly Tag[];
  readonly rateLimit?: string;
}

/** What the operation itself has found out. */
export interface Ordered extends PrefixCounts {
  readonly kind: VirtualInterfaceKind;
  readonly owner: string;
  readonly state: NewInterface['state'];
  readonly reached: Reached;
  readonly siteLink?: boolean;
  readonly routeFilters?: readonly string[];
}

/**
 * Makes a virtual interface on a connection or LAG of the caller's, with its first peer.
 *
 * @throws ServiceFault when a rule refuses it; then nothing is written
 */
export async function orderInterface(
  ctx: Context,
  parent: Parent,
  wish: InterfaceWish,
  ordered: Ordered,
  quotas: Quotas,
): Promise<Made> {
  const { vlan, mtu = STANDARD_MTU, authKey, addressFamily: family = 'ipv4' } = wish;
  const { kind, state, reached } = ordered;
  granted(checkHostedVlan(vlan, parent.id, parent.vlan));
  granted(checkMtu(mtu, { kind, parent: parent.name, jumboFrameCapable: parent.jumboFrameCapable }));
  const rateLimit = granted(rateLimitOf(wish.rateLimit, parent));
  // Nobody knows what an allocated one will lead to: its owner's confirmation compares then.
  const otherSide = state === 'confirming' && kind !== 'public' ? undefined : reached.amazonSideAsn;
  const asn = granted(customerAsn(wish, otherSide));
  if (authKey !== undefined) granted(checkAuthKey(authKey));
  const tags = granted(mergeTags([], wish.tags ?? []));
  checkPlace(parent, vlan, rateLimit, ordered, quotas);
  const { amazonAddress, customerAddress } = wish;
  const asked = { kind, family, amazonAddress, customerAddress };
  const addresses = await peerAddresses(ctx, asked, parent, state === 'confirming');

  const key = authKey ?? madeAuthKey(ctx.random(AUTH_KEY_BYTES));
  const peer = { family, asn, authKey: key, addresses };
  const made = insertInterface(ctx, parent, {
    siteLink: false,
    routeFilters: [],
    ...ordered,
    name: wish.virtualInterfaceName,
    vlan,
    mtu,
    rateLimit,
    tags,
    peer,
  });
  await widenPort(ctx.work, made.row);
  return made;
}

/** What the neighbours on the same connection or LAG leave. */
function checkPlace(
  parent: Parent,
  vlan: number,
  rateLimit: string | null,
  ordered: Ordered,
  quotas: Quotas,
): void {
  granted(checkHostedCount(parent, quotas));
  granted(checkVlan(vlan, parent));
  granted(checkCounts(ordered.kind, parent, quotas));
  granted(checkLimiters(rateLimit, parent));
  if (ordered.kind !== 'public') granted(checkPool(ordered, parent));
}
