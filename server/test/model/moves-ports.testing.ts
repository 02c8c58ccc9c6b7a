import type { ConnectionRow } from '../../src/store/tables/connections.ts';
import type { QuickCaller } from '../support/quick-call.ts';
import { ACCOUNTS, asks, lives, type Move, ownHere, SITES, some, type World } from './world.testing.ts';

const site = ({ dice }: World, { region }: QuickCaller) => dice.pick(SITES[region] ?? []) ?? 'none';
const speed = ({ dice }: World) => dice.of('1Gbps', '10Gbps');

/** A connection or interconnect of the caller's that lives. */
const port = (world: World, who: QuickCaller, kind: 'dedicated' | 'interconnect' | 'hosted') => {
  const own = ownHere(who);
  return some(world, world.rows.connections, (row) => row.kind === kind && own(row))?.id;
};
const lag = (world: World, who: QuickCaller) => some(world, world.rows.lags, ownHere(who))?.id;

/** What a partner may put hosted connections on. */
function carrier(world: World, who: QuickCaller): string | undefined {
  const { connections, lags } = world.rows;
  const own = ownHere(who);
  const all = [
    ...connections.filter((row) => row.kind === 'interconnect' && own(row)),
    ...lags.filter((row) => row.allowsHosted === 1 && own(row)),
  ];
  return world.dice.pick(all)?.id ?? port(world, who, 'dedicated');
}

/** Hosted connections that the caller has allocated. */
const allocated = (world: World, who: QuickCaller) =>
  some(
    world,
    world.rows.connections,
    (row) => row.partnerAccount === who.account && row.region === who.region && lives(row),
  )?.id;

/** Connections, interconnects, hosted connections and LAGs. */
export const PORT_MOVES: readonly Move[] = [
  asks('CreateConnection', 5, (world, who) => ({
    connectionName: 'office',
    location: site(world, who),
    bandwidth: speed(world),
    ...given('lagId', world.dice.chance(0.2) ? lag(world, who) : undefined),
  })),
  asks('CreateInterconnect', 3, (world, who) => ({
    interconnectName: 'exchange',
    location: site(world, who),
    bandwidth: '1Gbps',
    ...given('lagId', world.dice.chance(0.1) ? lag(world, who) : undefined),
  })),
  asks('CreateLag', 3, (world, who) => ({
    lagName: 'bundle',
    location: site(world, who),
    connectionsBandwidth: speed(world),
    numberOfConnections: world.dice.of(1, 2, 3),
    ...given('connectionId', world.dice.chance(0.4) ? port(world, who, 'dedicated') : undefined),
  })),
  asks('DeleteConnection', 3, (world, who) => {
    const connectionId = world.dice.chance(0.3)
      ? (allocated(world, who) ?? port(world, who, 'hosted'))
      : port(world, who, world.dice.of('dedicated', 'hosted'));
    return connectionId === undefined ? undefined : { connectionId };
  }),
  asks('DeleteInterconnect', 1, (world, who) => wanted('interconnectId', port(world, who, 'interconnect'))),
  asks('DeleteLag', 2, (world, who) => wanted('lagId', lag(world, who))),
  asks('UpdateLag', 2, (world, who) => {
    const lagId = lag(world, who);
    return lagId === undefined ? undefined : { lagId, minimumLinks: world.dice.below(4) };
  }),
  asks('AssociateConnectionWithLag', 5, (world, who) => {
    const own = ownHere(who);
    const bundle = some(world, world.rows.lags, own);
    const fits = (row: ConnectionRow) =>
      row.kind !== 'hosted' && row.deviceId === bundle?.deviceId && row.bandwidth === bundle.bandwidth;
    const one = some(
      world,
      world.rows.connections,
      (row) => own(row) && row.lagId !== bundle?.id && fits(row),
      0.8,
    );
    return bundle === undefined || one === undefined ? undefined : { connectionId: one.id, lagId: bundle.id };
  }),
  asks('DisassociateConnectionFromLag', 3, (world, who) => {
    const own = ownHere(who);
    const member = some(world, world.rows.connections, (row) => row.lagId !== null && own(row));
    const lagId = member?.lagId ?? lag(world, who);
    return member === undefined || lagId === undefined ? undefined : { connectionId: member.id, lagId };
  }),
  asks('AllocateHostedConnection', 5, (world, who) => {
    const connectionId = carrier(world, who);
    if (connectionId === undefined) return undefined;
    return {
      connectionId,
      ownerAccount: world.dice.of(...ACCOUNTS),
      bandwidth: world.dice.of('200Mbps', '500Mbps', '1Gbps'),
      connectionName: 'slice',
      vlan: 1 + world.dice.below(5),
    };
  }),
  asks('ConfirmConnection', 4, (world, who) => {
    const { account, region } = who;
    return wanted(
      'connectionId',
      some(
        world,
        world.rows.connections,
        (row) => row.state === 'ordering' && row.account === account && row.region === region,
      )?.id,
    );
  }),
  asks('AssociateHostedConnection', 2, (world, who) => {
    const connectionId = allocated(world, who);
    const parentConnectionId = carrier(world, who);
    if (connectionId === undefined || parentConnectionId === undefined) return undefined;
    return { connectionId, parentConnectionId };
  }),
];

/** A member that is there when it has a value. */
export function given<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V };
}

/** An input of one member; none without its value. */
export function wanted<K extends string, V>(
  name: K,
  value: V | undefined,
): { readonly [N in K]: V } | undefined {
  return value === undefined ? undefined : ({ [name]: value } as { readonly [N in K]: V });
}
