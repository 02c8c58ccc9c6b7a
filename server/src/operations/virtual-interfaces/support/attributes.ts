import { granted } from '../../../domain/fault.ts';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import { prefixesAnnounced } from '../../../domain/routing/import.ts';
import type { Announcement } from '../../../domain/routing/route.ts';
import {
  type AttributeWish,
  checkInterrupting,
  checkPrefixChange,
  type Interrupting,
  interruptingOf,
  type PrefixChange,
} from '../../../domain/virtual-interface/change.ts';
import { checkGatewayPool } from '../../../domain/virtual-interface/gateway.ts';
import { checkMtu } from '../../../domain/virtual-interface/mtu.ts';
import { checkLimiters, checkPool, type PrefixCounts } from '../../../domain/virtual-interface/occupancy.ts';
import { rateLimitOf } from '../../../domain/virtual-interface/rate-limit.ts';
import { account } from '../../../store/queries/accounts.ts';
import { peersOf, ribsIn } from '../../../store/queries/bgp-peers.ts';
import { anyGateway } from '../../../store/queries/gateways.ts';
import { interfacesOfGateway } from '../../../store/queries/virtual-interfaces.ts';
import type { Reader } from '../../../store/store.ts';
import { gateways } from '../../../store/tables/gateways.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { Context } from '../../operation.ts';
import { quotasOf } from '../../support/account.ts';
import type { Parent } from './parent.ts';

/**
 * MTU and SiteLink as they are wanted.
 *
 * @throws ServiceFault when they cannot be, or not now
 */
export function wantedInterruption(
  wish: AttributeWish,
  row: VirtualInterfaceRow,
  { name: parent, jumboFrameCapable }: Parent,
): Interrupting {
  const wanted = interruptingOf(wish, row);
  if (wanted.mtu !== row.mtu) granted(checkMtu(wanted.mtu, { kind: row.kind, parent, jumboFrameCapable }));
  granted(checkInterrupting(wanted, row));
  return wanted;
}

/**
 * The rate limit as it is wanted: `Unlimited` takes it away [UG26]. More limiters than there are is a client exception
 * here: the model has no other for this operation [M26].
 *
 * @throws ServiceFault when it cannot be
 */
export function wantedLimit(
  { rateLimit: wanted }: AttributeWish,
  { id, rateLimit: before }: VirtualInterfaceRow,
  parent: Parent,
): string | null {
  if (wanted === undefined) return before;
  const rateLimit = granted(rateLimitOf(wanted, parent));
  const others = parent.occupants.filter((one) => one.id !== id);
  if (before === null) granted(asClient(checkLimiters(rateLimit, { ...parent, occupants: others })));
  return rateLimit;
}

/** A refusal that another operation has an exception of its own for. */
export function asClient(refusal: Refusal | undefined): Refusal | undefined {
  // The rule has the evidence; that this operation has no exception of its own: [M26].
  return refusal === undefined ? undefined : refuse(refusal.message);
}

/**
 * The prefix counts as they are wanted: what is more is taken from the pool of the connection or LAG, and counts on the
 * gateway; what is less is given back [UG26].
 *
 * @throws ServiceFault when they cannot be
 */
export async function wantedCounts(
  ctx: Context,
  wish: AttributeWish,
  row: VirtualInterfaceRow,
  parent: Parent,
): Promise<PrefixCounts> {
  const { prefixPoolAllocatedCountIpv4: v4, prefixPoolAllocatedCountIpv6: v6 } = wish;
  const wanted = { prefixCountV4: v4 ?? row.prefixCountV4, prefixCountV6: v6 ?? row.prefixCountV6 };
  if (v4 === undefined && v6 === undefined) return wanted;
  const used = await announcedOf(ctx.look.reader, row.id);
  const changes: PrefixChange[] = [
    ...(v4 === undefined ? [] : [{ family: 'IPv4', count: v4, inUse: used.ipv4 } as const]),
    ...(v6 === undefined ? [] : [{ family: 'IPv6', count: v6, inUse: used.ipv6 } as const]),
  ];
  granted(checkPrefixChange(row, changes));
  const more = wanted.prefixCountV4 > row.prefixCountV4 || wanted.prefixCountV6 > row.prefixCountV6;
  if (!more) return wanted;
  const others = parent.occupants.filter((one) => one.id !== row.id);
  granted(checkPool(wanted, { ...parent, occupants: others }));
  await checkGateway(ctx, row, wanted);
  return wanted;
}

/** How many prefixes the customer announces now: the limit of a session counts them so, too (GUESS, as at the edge). */
async function announcedOf(reader: Reader, id: string): Promise<{ ipv4: number; ipv6: number }> {
  const [peers, ribs] = await Promise.all([peersOf(reader, id), ribsIn(reader, id)]);
  const routes = new Map(ribs.map((rib) => [rib.peerId, JSON.parse(rib.routes) as readonly Announcement[]]));
  const used = { ipv4: 0, ipv6: 0 };
  for (const { id: peerId, addressFamily: family } of peers)
    used[family] += prefixesAnnounced(family, routes.get(peerId) ?? []);
  return used;
}

/** The gateway counts the prefixes of all its virtual interfaces: it is touched. */
async function checkGateway(ctx: Context, row: VirtualInterfaceRow, wanted: PrefixCounts): Promise<void> {
  const { reader } = ctx.look;
  const gateway =
    row.directConnectGatewayId === null ? undefined : await anyGateway(reader, row.directConnectGatewayId);
  if (gateway === undefined) return;
  ctx.write.touch(gateways, gateway);
  const quotas = quotasOf(ctx, await account(reader, gateway.account));
  const others = (await interfacesOfGateway(reader, gateway.id)).filter((one) => one.id !== row.id);
  granted(checkGatewayPool(wanted, { id: gateway.id, interfaces: others }, quotas.prefixPoolPerGateway));
}
