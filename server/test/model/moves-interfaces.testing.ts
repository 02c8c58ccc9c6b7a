import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { QuickCaller } from '../support/quick-call.ts';
import { given, wanted } from './moves-ports.testing.ts';
import { cloudGatewayId } from './moves-gateways.testing.ts';
import { ACCOUNTS, asks, lives, type Move, ownHere, some, type World } from './world.testing.ts';

/** What virtual interfaces run on: a connection of one's own, hosted or not, or a LAG. */
function parent(world: World, who: QuickCaller) {
  const { connections, lags } = world.rows;
  const own = ownHere(who);
  const ready = ({ state }: { readonly state: string }) => state === 'available' || state === 'down';
  const suits = [
    ...connections.filter(
      (row) => own(row) && ready(row) && row.kind !== 'interconnect' && row.lagId === null,
    ),
    ...lags.filter((row) => own(row) && ready(row) && row.allowsHosted === 0),
  ];
  return some(world, [...connections, ...lags], (row) => suits.includes(row));
}

type Kind = VirtualInterfaceRow['kind'];

const mine = (world: World, who: QuickCaller, suits: (row: VirtualInterfaceRow) => boolean = lives) =>
  some(
    world,
    world.rows.virtualInterfaces,
    (row) => row.account === who.account && row.region === who.region && suits(row),
  );

/** One's own, or one on one's own connection. */
const seen = (world: World, { account, region }: QuickCaller) =>
  some(
    world,
    world.rows.virtualInterfaces,
    (row) => [row.account, row.connectionAccount].includes(account) && row.region === region && lives(row),
  );

/** What all creations have in common. A hosted connection knows its VLAN. */
function wish(world: World, parentId: string, kind: Kind) {
  const { dice, rows } = world;
  const hosted = rows.connections.find((row) => row.id === parentId && row.kind === 'hosted');
  const vlan = hosted?.vlan ?? 1 + dice.below(6);
  return {
    virtualInterfaceName: kind,
    vlan: dice.chance(0.85) ? vlan : 1 + dice.below(6),
    asn: 65_000 + dice.below(3),
    ...given('rateLimit', dice.chance(0.15) ? dice.of('50Mbps', '500Mbps') : undefined),
    ...(kind === 'public' ? publicParts(world) : attachedParts(world)),
  };
}

function attachedParts({ dice }: World) {
  const host = 1 + 4 * dice.below(2);
  const brought = { amazonAddress: `192.168.7.${host}/30`, customerAddress: `192.168.7.${host + 1}/30` };
  return {
    ...(dice.chance(0.3) ? brought : {}),
    ...(dice.chance(0.15) ? { addressFamily: 'ipv6' as const } : {}),
    ...given('mtu', dice.chance(0.2) ? dice.of(1500, 8500) : undefined),
  };
}

function publicParts({ dice }: World) {
  if (dice.chance(0.2))
    return { addressFamily: 'ipv6' as const, routeFilterPrefixes: [{ cidr: '2400:1::/32' }] };
  const host = 1 + 2 * dice.below(3);
  return {
    amazonAddress: `175.45.176.${host}/28`,
    customerAddress: `175.45.176.${host + 1}/28`,
    routeFilterPrefixes: [{ cidr: '175.45.176.0/22' }, { cidr: '210.52.109.0/24' }].slice(dice.below(2)),
  };
}

/** A gateway of the caller's that takes such ones, mostly the oldest, so that it fills; now and then any. */
function gateway({ dice, rows }: World, { account }: QuickCaller, kind: 'private' | 'transit') {
  const own = rows.gateways.filter((row) => row.account === account && lives(row));
  const type = kind === 'transit' ? 'transitGateway' : 'virtualPrivateGateway';
  const takes = own.filter(
    ({ id }) =>
      rows.virtualInterfaces.every(
        (row) => row.directConnectGatewayId !== id || row.kind === kind || !lives(row),
      ) && rows.associations.every((row) => row.directConnectGatewayId !== id || row.associatedType === type),
  );
  if (takes.length > 0 && dice.chance(0.6)) return takes[0]?.id;
  return dice.pick(dice.chance(0.8) && takes.length > 0 ? takes : dice.chance(0.8) ? own : rows.gateways)?.id;
}

/** Where a private one leads, or a transit one. */
function target(world: World, who: QuickCaller, kind: 'private' | 'transit') {
  const direct = kind === 'private' && world.dice.chance(0.4);
  const directConnectGatewayId = direct ? undefined : gateway(world, who, kind);
  if (directConnectGatewayId !== undefined) return { directConnectGatewayId };
  return kind === 'private'
    ? { virtualGatewayId: cloudGatewayId(world, who, 'virtualPrivateGateway') }
    : undefined;
}

/** SiteLink mostly where there is a Direct Connect gateway. */
const attachedExtras = ({ dice }: World, leads: object) => ({
  ...given('enableSiteLink', dice.chance('directConnectGatewayId' in leads ? 0.7 : 0.05) ? true : undefined),
  ...given('prefixPoolAllocatedCountIpv4', dice.chance(0.3) ? dice.of(1, 3, 250) : undefined),
  ...given('prefixPoolAllocatedCountIpv6', dice.chance(0.1) ? dice.of(0, 250) : undefined),
});

/** A request for one on a parent of the caller's. */
function order(world: World, who: QuickCaller, kind: Kind) {
  const on = parent(world, who);
  return on === undefined ? undefined : { connectionId: on.id, wish: wish(world, on.id, kind) };
}

/** An allocation on a parent of the caller's, to anybody. */
function allocation(world: World, who: QuickCaller, kind: Kind) {
  const ordered = order(world, who, kind);
  return ordered === undefined ? undefined : { ...ordered, ownerAccount: world.dice.of(...ACCOUNTS) };
}

const waiting = (world: World, who: QuickCaller, kind: Kind) =>
  mine(world, who, (row) => row.state === 'confirming' && row.kind === kind)?.id;

/** A peer of one's own interfaces. */
function peer(world: World, who: QuickCaller) {
  const own = new Set(
    world.rows.virtualInterfaces.filter((row) => row.account === who.account).map(({ id }) => id),
  );
  return some(world, world.rows.bgpPeers, ({ virtualInterfaceId }) => own.has(virtualInterfaceId));
}

/** Virtual interfaces, their peers and their failover tests. */
export const INTERFACE_MOVES: readonly Move[] = [
  asks('CreatePrivateVirtualInterface', 9, (world, who) => {
    const ordered = order(world, who, 'private');
    const leads = target(world, who, 'private');
    if (ordered === undefined || leads === undefined) return undefined;
    const { connectionId, wish: common } = ordered;
    return {
      connectionId,
      newPrivateVirtualInterface: { ...common, ...leads, ...attachedExtras(world, leads) },
    };
  }),
  asks('CreateTransitVirtualInterface', 5, (world, who) => {
    const ordered = order(world, who, 'transit');
    const leads = target(world, who, 'transit');
    if (ordered === undefined || leads === undefined) return undefined;
    const { connectionId, wish: common } = ordered;
    return {
      connectionId,
      newTransitVirtualInterface: { ...common, ...leads, ...attachedExtras(world, leads) },
    };
  }),
  asks('CreatePublicVirtualInterface', 3, (world, who) => {
    const ordered = order(world, who, 'public');
    return ordered && { connectionId: ordered.connectionId, newPublicVirtualInterface: ordered.wish };
  }),
  asks('AllocatePrivateVirtualInterface', 3, (world, who) => {
    const ordered = allocation(world, who, 'private');
    if (ordered === undefined) return undefined;
    const { wish: newPrivateVirtualInterfaceAllocation, ...to } = ordered;
    return { ...to, newPrivateVirtualInterfaceAllocation };
  }),
  asks('AllocateTransitVirtualInterface', 3, (world, who) => {
    const ordered = allocation(world, who, 'transit');
    if (ordered === undefined) return undefined;
    const { wish: newTransitVirtualInterfaceAllocation, ...to } = ordered;
    return { ...to, newTransitVirtualInterfaceAllocation };
  }),
  asks('AllocatePublicVirtualInterface', 2, (world, who) => {
    const ordered = allocation(world, who, 'public');
    if (ordered === undefined) return undefined;
    const { wish: newPublicVirtualInterfaceAllocation, ...to } = ordered;
    return { ...to, newPublicVirtualInterfaceAllocation };
  }),
  asks('ConfirmPrivateVirtualInterface', 4, (world, who) => {
    const virtualInterfaceId = waiting(world, who, 'private');
    const leads = target(world, who, 'private');
    return virtualInterfaceId === undefined || leads === undefined
      ? undefined
      : { virtualInterfaceId, ...leads };
  }),
  asks('ConfirmTransitVirtualInterface', 4, (world, who) => {
    const virtualInterfaceId = waiting(world, who, 'transit');
    const directConnectGatewayId = gateway(world, who, 'transit');
    if (virtualInterfaceId === undefined || directConnectGatewayId === undefined) return undefined;
    return { virtualInterfaceId, directConnectGatewayId };
  }),
  asks('ConfirmPublicVirtualInterface', 3, (world, who) =>
    wanted('virtualInterfaceId', waiting(world, who, 'public')),
  ),
  asks('DeleteVirtualInterface', 4, (world, who) => wanted('virtualInterfaceId', seen(world, who)?.id)),
  asks('UpdateVirtualInterfaceAttributes', 4, (world, who) => {
    const { dice } = world;
    const row = seen(world, who);
    if (row === undefined) return undefined;
    const change = dice.of<object>(
      { mtu: dice.of(1500, 8500, 9001) },
      { enableSiteLink: dice.chance(0.5) },
      { rateLimit: dice.of('50Mbps', '1Gbps', 'Unlimited') },
      { prefixPoolAllocatedCountIpv4: dice.of(1, 100, 300, 1000) },
      { prefixPoolAllocatedCountIpv6: dice.of(0, 100, 300) },
      { virtualInterfaceName: 'renamed' },
    );
    return { virtualInterfaceId: row.id, ...change };
  }),
  asks('AssociateVirtualInterface', 3, (world, who) => {
    const row = seen(world, who);
    const to = parent(world, who);
    return row === undefined || to === undefined
      ? undefined
      : { virtualInterfaceId: row.id, connectionId: to.id };
  }),
  asks('CreateBGPPeer', 4, (world, who) => {
    const row = mine(world, who);
    if (row === undefined) return undefined;
    const { dice } = world;
    const addressFamily = dice.of('ipv4', 'ipv6', 'ipv6');
    return { virtualInterfaceId: row.id, newBGPPeer: { asn: 65_000 + dice.below(3), addressFamily } };
  }),
  asks('DeleteBGPPeer', 3, (world, who) => {
    const one = peer(world, who);
    return one && { virtualInterfaceId: one.virtualInterfaceId, bgpPeerId: one.id };
  }),
  asks('StartBgpFailoverTest', 3, (world, who) => {
    const { dice, rows } = world;
    const row = mine(world, who, ({ state }) => state === 'available' || state === 'down');
    if (row === undefined) return undefined;
    const peers = rows.bgpPeers.filter((one) => one.virtualInterfaceId === row.id).map(({ id }) => id);
    return {
      virtualInterfaceId: row.id,
      testDurationInMinutes: dice.of(1, 30, 300),
      ...given('bgpPeers', dice.chance(0.3) ? peers.slice(0, 1) : undefined),
    };
  }),
  asks('StopBgpFailoverTest', 2, (world, who) =>
    wanted('virtualInterfaceId', mine(world, who, ({ state }) => state === 'testing')?.id),
  ),
];
