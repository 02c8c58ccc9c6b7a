import type { QuickCaller } from '../support/quick-call.ts';
import { given, wanted } from './moves-ports.testing.ts';
import { asks, lives, type Move, some, type World } from './world.testing.ts';

type GatewayType = 'virtualPrivateGateway' | 'transitGateway';

/** Gateways of EC2 that somebody may name: the first who does has them. */
const CLOUD: Readonly<Record<GatewayType, readonly string[]>> = {
  virtualPrivateGateway: [0, 1, 2, 3, 4, 5].map((index) => `vgw-0000000${index}`),
  transitGateway: [0, 1, 2, 3, 4].map((index) => `tgw-0000000000000000${index}`),
};

/** Mostly one of the caller's own, here; else one that nobody has named yet, or any. */
export function cloudGatewayId({ dice, rows }: World, who: QuickCaller, type: GatewayType): string {
  const own = rows.cloudGateways.filter(
    ({ kind, account, region }) => kind === type && account === who.account && region === who.region,
  );
  const any = dice.pick(CLOUD[type]) ?? 'none';
  return dice.chance(0.7) ? (dice.pick(own)?.id ?? any) : any;
}

const PREFIXES = [
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.64.0.0/10',
  '192.168.0.0/24',
  '172.31.0.0/16',
  '2600:1f00::/40',
];

function prefixes({ dice }: World) {
  const count = dice.below(4);
  const first = dice.below(PREFIXES.length);
  return Array.from({ length: count }, (_, index) => ({
    cidr: PREFIXES[(first + index) % PREFIXES.length] ?? '',
  }));
}

const gateway = (world: World, { account }: QuickCaller) =>
  some(world, world.rows.gateways, (row) => row.account === account && lives(row), 0.95);

/** An association in which the caller has a part. */
const association = (world: World, { account }: QuickCaller) =>
  some(world, world.rows.associations, (row) =>
    [row.gatewayAccount, row.associatedAccount].includes(account),
  );

const proposal = (world: World, { account }: QuickCaller, states: readonly string[]) =>
  some(
    world,
    world.rows.proposals,
    (row) => [row.gatewayAccount, row.associatedAccount].includes(account) && states.includes(row.state),
  );

/** Direct Connect gateways, associations, proposals. */
export const GATEWAY_MOVES: readonly Move[] = [
  asks('CreateDirectConnectGateway', 4, ({ dice }) => ({
    directConnectGatewayName: 'gateway',
    ...given('amazonSideAsn', dice.chance(0.5) ? dice.of(64_512, 64_513, 64_532, 65_000) : undefined),
  })),
  asks('UpdateDirectConnectGateway', 1, (world, who) => {
    const row = gateway(world, who);
    return row && { directConnectGatewayId: row.id, newDirectConnectGatewayName: 'renamed' };
  }),
  asks('DeleteDirectConnectGateway', 2, (world, who) =>
    wanted('directConnectGatewayId', gateway(world, who)?.id),
  ),
  asks('CreateDirectConnectGatewayAssociation', 7, (world, who) => {
    const row = gateway(world, who);
    if (row === undefined) return undefined;
    const gatewayId = cloudGatewayId(world, who, world.dice.of('virtualPrivateGateway', 'transitGateway'));
    return {
      directConnectGatewayId: row.id,
      gatewayId,
      ...given('addAllowedPrefixesToDirectConnectGateway', prefixes(world)),
    };
  }),
  asks('UpdateDirectConnectGatewayAssociation', 4, (world, who) => {
    const row = association(world, who);
    if (row === undefined) return undefined;
    return {
      associationId: row.id,
      addAllowedPrefixesToDirectConnectGateway: prefixes(world),
      removeAllowedPrefixesToDirectConnectGateway: (JSON.parse(row.allowedPrefixes) as string[])
        .slice(0, world.dice.below(2))
        .map((cidr) => ({ cidr })),
    };
  }),
  asks('DeleteDirectConnectGatewayAssociation', 3, (world, who) =>
    wanted('associationId', association(world, who)?.id),
  ),
  asks('CreateDirectConnectGatewayAssociationProposal', 5, (world, who) => {
    const row = some(world, world.rows.gateways, (one) => one.account !== who.account && lives(one));
    if (row === undefined) return undefined;
    return {
      directConnectGatewayId: row.id,
      directConnectGatewayOwnerAccount: row.account,
      gatewayId: cloudGatewayId(world, who, world.dice.of('virtualPrivateGateway', 'transitGateway')),
      addAllowedPrefixesToDirectConnectGateway: prefixes(world),
    };
  }),
  asks('AcceptDirectConnectGatewayAssociationProposal', 5, (world, who) => {
    const row = some(
      world,
      world.rows.proposals,
      (one) => one.gatewayAccount === who.account && one.state === 'requested',
    );
    if (row === undefined) return undefined;
    return {
      directConnectGatewayId: row.directConnectGatewayId,
      proposalId: row.id,
      associatedGatewayOwnerAccount: row.associatedAccount,
      ...given(
        'overrideAllowedPrefixesToDirectConnectGateway',
        world.dice.chance(0.4) ? prefixes(world) : undefined,
      ),
    };
  }),
  asks('DeleteDirectConnectGatewayAssociationProposal', 2, (world, who) =>
    wanted('proposalId', proposal(world, who, ['requested', 'accepted'])?.id),
  ),
];
