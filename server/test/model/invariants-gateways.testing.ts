import { parseCidr, prefixesOverlap } from './cidr.testing.ts';
import type { AllRows } from '../support/all-rows.ts';
import { byId, failing, type Invariant, living, type Look, total, twice } from './invariant.testing.ts';
import { broughtBy, same } from './routes.testing.ts';
import { lives, QUOTAS } from './world.testing.ts';

const interfacesOf = ({ virtualInterfaces }: AllRows, gatewayId: string) =>
  living(virtualInterfaces).filter(({ directConnectGatewayId }) => directConnectGatewayId === gatewayId);
const associationsOf = ({ associations }: AllRows, gatewayId: string, type?: string) =>
  associations.filter(
    (row) => row.directConnectGatewayId === gatewayId && (type === undefined || row.associatedType === type),
  );
const list = (json: string) => JSON.parse(json) as readonly string[];

function counted(rows: AllRows, gatewayId: string): readonly string[] {
  const interfaces = interfacesOf(rows, gatewayId);
  const counts = [
    ['virtual interfaces', interfaces.length, QUOTAS.interfacesPerGateway],
    [
      'virtual private gateways',
      associationsOf(rows, gatewayId, 'virtualPrivateGateway').length,
      QUOTAS.virtualPrivateGatewaysPerGateway,
    ],
    [
      'transit gateways',
      associationsOf(rows, gatewayId, 'transitGateway').length,
      QUOTAS.transitGatewaysPerGateway,
    ],
    [
      'prefixes',
      total(interfaces.flatMap(({ prefixCountV4, prefixCountV6 }) => [prefixCountV4, prefixCountV6])),
      QUOTAS.prefixPoolPerGateway,
    ],
  ] as const;
  return counts.flatMap(([what, count, max]) => (count > max ? [`${gatewayId}: ${count} ${what}`] : []));
}

/** A gateway carries private ones and virtual private gateways, or transit ones and transit gateways. */
function mixed(rows: AllRows, gatewayId: string): boolean {
  const sides = [
    ...interfacesOf(rows, gatewayId).map(({ kind }) => kind),
    ...associationsOf(rows, gatewayId).map(({ associatedType }) =>
      associatedType === 'transitGateway' ? 'transit' : 'private',
    ),
  ];
  return new Set(sides).size > 1;
}

/** Prefixes that two transit gateways of one gateway both have. */
function overlapping(rows: AllRows, gatewayId: string): readonly string[] {
  const all = associationsOf(rows, gatewayId, 'transitGateway').map(({ id, allowedPrefixes }) => ({
    id,
    prefixes: list(allowedPrefixes).map(parseCidr),
  }));
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => one.prefixes.some((a) => other.prefixes.some((b) => prefixesOverlap(a, b))))
      .map((other) => `${gatewayId}: ${one.id} and ${other.id}`),
  );
}

/** Networks that two declared virtual private gateways of one Direct Connect gateway both have. */
function meeting(rows: AllRows, gatewayId: string): readonly string[] {
  const clouds = byId(rows.cloudGateways);
  const all = associationsOf(rows, gatewayId, 'virtualPrivateGateway')
    .flatMap(({ associatedId }) => clouds.get(associatedId) ?? [])
    .filter(({ source }) => source === 'declared')
    .map(({ id, cidrs }) => ({ id, prefixes: list(cidrs).map(parseCidr) }));
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => one.prefixes.some((a) => other.prefixes.some((b) => prefixesOverlap(a, b))))
      .map((other) => `${gatewayId}: ${one.id} and ${other.id}`),
  );
}

interface PrefixTime {
  readonly cidr: string;
  readonly since: number;
}

/** Times of an association's prefixes that are not those of what it brings, or have moved although their prefix stayed. */
function wrongTimes({ rows, before, now }: Look): readonly string[] {
  const earlier = byId(before.associations);
  return rows.associations.flatMap((row) => {
    const times = new Map(
      (JSON.parse(row.prefixTimes) as PrefixTime[]).map(({ cidr, since }) => [same(cidr), since]),
    );
    const brought = [...new Set(broughtBy(rows, row).map(same))].toSorted();
    const problems = [...times].some(([, since]) => since > now) ? [`${row.id}: a time to come`] : [];
    if ([...times.keys()].toSorted().join() !== brought.join())
      problems.push(`${row.id}: times of ${[...times.keys()].join()}, but it brings ${brought.join()}`);
    const was = earlier.get(row.id);
    // What two writes did in one step may have been away in between.
    if (was === undefined || row.revision > was.revision + 1) return problems;
    const moved = (JSON.parse(was.prefixTimes) as PrefixTime[]).filter(
      ({ cidr, since }) => (times.get(same(cidr)) ?? since) !== since,
    );
    return [...problems, ...moved.map(({ cidr }) => `${row.id}: another time of ${cidr}`)];
  });
}

export const GATEWAY_INVARIANTS: readonly Invariant[] = [
  {
    name: 'declared networks of one Direct Connect gateway do not meet',
    broken: ({ rows }) => rows.gateways.flatMap(({ id }) => meeting(rows, id)),
  },
  {
    name: 'a prefix of an association has a time, and keeps it while it stays',
    broken: wrongTimes,
  },
  {
    name: 'nothing that lives stands on a gateway that is deleted',
    broken: ({ rows }) => {
      const gone = new Set(rows.cloudGateways.filter(({ state }) => state === 'deleted').map(({ id }) => id));
      return [
        ...rows.associations.filter(
          ({ associatedId, state }) => gone.has(associatedId) && state !== 'disassociating',
        ),
        ...rows.virtualInterfaces.filter((row) => lives(row) && gone.has(row.virtualGatewayId ?? '')),
      ].map(({ id, state }) => `${id} is ${state}`);
    },
  },
  {
    name: 'quotas of gateways and of what they carry',
    broken: ({ rows }) => [
      ...[...Map.groupBy(living(rows.gateways), ({ account }) => account)].flatMap(([account, all]) =>
        all.length > QUOTAS.gatewaysPerAccount ? [`${account}: ${all.length} gateways`] : [],
      ),
      ...rows.gateways.flatMap(({ id }) => counted(rows, id)),
      ...rows.associations.flatMap(({ id, associatedType, allowedPrefixes }) => {
        const count = list(allowedPrefixes).length;
        return associatedType === 'transitGateway' && count > QUOTAS.prefixesPerTransitGateway
          ? [`${id}: ${count} prefixes`]
          : [];
      }),
      ...[
        ...Map.groupBy(
          rows.associations.filter(({ associatedType }) => associatedType === 'transitGateway'),
          ({ associatedId }) => associatedId,
        ),
      ].flatMap(([id, all]) =>
        all.length > QUOTAS.gatewaysPerTransitGateway ? [`${id}: ${all.length} gateways`] : [],
      ),
    ],
  },
  {
    name: 'a gateway carries one type',
    broken: ({ rows }) => rows.gateways.filter(({ id }) => mixed(rows, id)).map(({ id }) => id),
  },
  {
    name: 'a virtual private gateway is on one gateway, and no pair is associated twice',
    broken: ({ rows }) => [
      ...twice(
        rows.associations.filter(({ associatedType }) => associatedType === 'virtualPrivateGateway'),
        ({ associatedId }) => associatedId,
      ),
      ...twice(rows.associations, (row) => `${row.directConnectGatewayId} ${row.associatedId}`),
    ],
  },
  {
    name: 'transit gateways of one gateway have prefixes of their own',
    broken: ({ rows }) => rows.gateways.flatMap(({ id }) => overlapping(rows, id)),
  },
  {
    name: 'associations and proposals have both their gateways, of the accounts that they name',
    broken: ({ rows }) => {
      const gateways = byId(living(rows.gateways));
      const clouds = byId(rows.cloudGateways);
      return failing(
        [...rows.associations, ...rows.proposals.filter(({ state }) => state === 'accepted')].filter(
          (row) => rows.associations.includes(row as never) || gateways.has(row.directConnectGatewayId),
        ),
        (row) => {
          const cloud = clouds.get(row.associatedId);
          return (
            gateways.get(row.directConnectGatewayId)?.account === row.gatewayAccount &&
            cloud?.account === row.associatedAccount &&
            cloud.region === row.associatedRegion &&
            cloud.kind === row.associatedType
          );
        },
        ({ id, state }) => `${id} is ${state}`,
      );
    },
  },
  {
    name: 'a virtual interface with a gateway has its attachment, which is where it is; the gateway lives and is its owner’s',
    broken: ({ rows }) => {
      const gateways = byId(living(rows.gateways));
      const attached = Map.groupBy(rows.attachments, ({ virtualInterfaceId }) => virtualInterfaceId);
      const expected = (state: string) =>
        ({ pending: 'attaching', available: 'attached', down: 'attached', testing: 'attached' })[state] ??
        'detaching';
      return failing(
        living(rows.virtualInterfaces).filter(
          ({ directConnectGatewayId }) => directConnectGatewayId !== null,
        ),
        ({ id, account, directConnectGatewayId, state }) => {
          const gateway = gateways.get(directConnectGatewayId ?? '');
          const [one, ...more] = attached.get(id) ?? [];
          if (one === undefined) return state === 'deleting';
          // Attached stays so while it is changed.
          const states = state === 'pending' ? ['attaching', 'attached'] : [expected(state)];
          return (
            more.length === 0 &&
            one.directConnectGatewayId === directConnectGatewayId &&
            states.includes(one.state) &&
            gateway?.account === account
          );
        },
        ({ id, state }) =>
          `${id} is ${state}, ${attached
            .get(id)
            ?.map((one) => one.state)
            .join()}`,
      );
    },
  },
];
