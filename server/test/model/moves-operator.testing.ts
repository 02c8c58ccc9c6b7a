import { lives, type Move, operates, some, type World } from './world.testing.ts';

/** A port that somebody has. */
const port = (world: World) =>
  some(world, world.rows.connections, (row) => row.portNumber !== null && lives(row))?.id;

/** The customer's router behind a virtual interface, and one thing that is done to it: often where others hear of it. */
function router(action: string, make: (world: World) => object = () => ({}), method = 'POST') {
  return (world: World) => {
    const linked = world.dice.chance(0.6);
    const row = some(
      world,
      world.rows.virtualInterfaces,
      (one) => lives(one) && (!linked || one.siteLink === 1),
    );
    if (row === undefined) return undefined;
    return { method, path: `/virtual-interfaces/${row.id}/customer-router/${action}`, body: make(world) };
  };
}

const NETWORKS = ['10.50.0.0/16', '10.51.0.0/16', '175.45.176.0/22', '0.0.0.0/0', '2001:db8:50::/48'];
const MARKS = ['7224:7100', '7224:7200', '7224:7300', '7224:9100', '7224:8100', '65000:1', '65535:65281'];

/** Some prefixes, with whatever a router may say of them: little, so that two often say the same. */
function announcements({ dice }: World) {
  return {
    announcements: NETWORKS.filter(() => dice.chance(0.5)).map((cidr) => ({
      cidr,
      asPath: Array.from({ length: dice.of(0, 0, 1, 2) }, () => dice.of(65_000, 65_001, 64_512, 64_999)),
      med: dice.below(2),
      communities: MARKS.filter(() => dice.chance(0.12)),
    })),
  };
}

const fault = (world: World, what: string, body: object = {}) => {
  const id = port(world);
  return id === undefined ? undefined : { path: `/ports/${id}/${what}`, body };
};

/** Something that is done to a gateway of EC2 that somebody has named. */
function cloud(
  make: (
    row: World['rows']['cloudGateways'][number],
    dice: World['dice'],
  ) => { readonly method: string; readonly rest: string; readonly body?: object },
) {
  return ({ dice, rows }: World) => {
    const row = dice.pick(rows.cloudGateways);
    if (row === undefined) return undefined;
    const { rest, ...call } = make(row, dice);
    return { ...call, path: `/cloud-gateways/${row.id}${rest}` };
  };
}

const NEARBY = ['10.1.0.0/16', '10.1.128.0/17', '10.2.0.0/16', '192.168.0.0/24', '2600:1f00:1::/48'];
const networkOf = (id: string) => `vpc-${id.slice('vgw-'.length)}`;

/** What breaks, what is mended, and time. */
export const OPERATOR_MOVES: readonly Move[] = [
  operates('break a port', 3, (world) =>
    fault(world, 'fault', { fault: world.dice.of('cut', 'dark', 'noLink') }),
  ),
  operates('mend a port', 4, (world) => {
    const broken = world.rows.ports.filter((row) => row.fault !== null);
    const id = world.dice.pick(broken)?.connectionId ?? port(world);
    return id === undefined ? undefined : { path: `/ports/${id}/repair` };
  }),
  operates('switch a far end', 2, (world) => fault(world, 'far-end', { lit: world.dice.chance(0.7) })),
  operates('let time pass', 16, ({ dice }) => ({
    path: '/clock/advance',
    body: { by: dice.of('1s', '1s', '1s', '1s', '5s', '1m', '16m', '3h') },
  })),
  operates('let days pass', 1, ({ dice }) => ({
    path: '/clock/advance',
    body: { by: dice.of('25h', '25h', '4d', '8d', '101d') },
  })),
  operates('silence a router', 2, router('silence')),
  operates('let a router answer', 2, router('answer')),
  operates(
    'give a router a wrong key',
    2,
    router('key', ({ dice }) => ({ wrong: dice.chance(0.5) })),
  ),
  operates(
    'give a router a wrong ASN',
    2,
    router('asn', ({ dice }) => ({ asn: dice.of(null, 65_000, 65_001) })),
  ),
  operates('let a router announce', 12, router('announcements', announcements, 'PUT')),
  operates('let a router announce more', 2, router('announcements', announcements)),
  operates('let a router announce too many', 3, router('too-many-prefixes')),
  operates(
    'let a router withdraw',
    1,
    router('withdraw', () => ({ cidrs: NETWORKS.slice(0, 2) })),
  ),
  operates(
    'let a router flap',
    2,
    router('flap', ({ dice }) => ({ times: 1 + dice.below(3) })),
  ),
  operates(
    'attach a network',
    4,
    cloud(({ id }, dice) => ({
      method: 'PUT',
      rest: `/networks/${networkOf(id)}`,
      body: { cidrs: [dice.of('10.1.0.0/16', ...NEARBY), ...NEARBY.filter(() => dice.chance(0.25))] },
    })),
  ),
  operates(
    'detach a network',
    1,
    cloud(({ id }) => ({ method: 'DELETE', rest: `/networks/${networkOf(id)}` })),
  ),
  operates(
    'delete a gateway of EC2',
    1,
    cloud(() => ({ method: 'DELETE', rest: '' })),
  ),
  operates('declare a gateway of EC2 again', 2, ({ dice, rows }) => {
    const row = dice.pick(rows.cloudGateways.filter(({ state }) => state === 'deleted'));
    if (row === undefined) return undefined;
    const { id: gatewayId, kind, account, region } = row;
    return { path: '/cloud-gateways', body: { gatewayId, kind, account, region } };
  }),
  operates('clear sessions', 3, router('clear')),
  operates('repair a router', 3, router('repair')),
];
