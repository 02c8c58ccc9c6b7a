import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PlannedInterface,
  type PlannedPeer,
  type PlannedTraffic,
  planInterfaces,
  planVrfs,
} from './plan-interfaces.ts';
import type { WantedParent } from './wanted-interface.ts';

const vif = (rest: Partial<PlannedInterface> = {}): PlannedInterface => ({
  id: 'dxvif-1',
  kind: 'private',
  account: '111111111111',
  region: 'us-east-1',
  state: 'available',
  connectionId: 'dxcon-1',
  vlan: 101,
  mtu: 1500,
  rateLimit: null,
  virtualGatewayId: null,
  directConnectGatewayId: 'gateway-1',
  amazonSideAsn: 64512,
  siteLink: 0,
  prefixCountV4: 100,
  prefixCountV6: 50,
  routeFilters: '[]',
  ...rest,
});

const peer = (rest: Partial<PlannedPeer> = {}): PlannedPeer => ({
  virtualInterfaceId: 'dxvif-1',
  id: 'dxpeer-1',
  state: 'available',
  addressFamily: 'ipv4',
  asn: 65000,
  authKeySealed: 'v1.sealed',
  amazonAddress: '169.254.1.1/29',
  customerAddress: '169.254.1.6/29',
  ...rest,
});

const NOTHING: PlannedTraffic = {
  interfaces: [],
  peers: [],
  tests: [],
  hosted: [],
  associations: [],
  networks: [],
};
const traffic = (rest: Partial<PlannedTraffic>): PlannedTraffic => ({
  ...NOTHING,
  interfaces: [vif()],
  peers: [peer()],
  ...rest,
});

const PARENTS = new Map<string, WantedParent>([
  ['dxcon-1', { port: 1 }],
  ['dxcon-partner', { port: 7 }],
  ['dxlag-1', { lag: 'dxlag-1' }],
]);
const planned = (rest: Partial<PlannedTraffic>) => planInterfaces(traffic(rest), (id) => PARENTS.get(id));

test('all that an edge needs to know of a virtual interface', () => {
  expect(planned({ interfaces: [vif({ rateLimit: '1.2Gbps', siteLink: 1 })] })).toEqual([
    {
      id: 'dxvif-1',
      kind: 'private',
      connectionId: 'dxcon-1',
      parent: { port: 1 },
      vlan: 101,
      mtu: 1500,
      rateLimit: '1.2Gbps',
      hostedBandwidth: null,
      vrf: 'gateway-1',
      localAsn: 64512,
      siteLink: true,
      routeFilters: [],
      peers: [
        {
          id: 'dxpeer-1',
          family: 'ipv4',
          amazonAddress: '169.254.1.1/29',
          customerAddress: '169.254.1.6/29',
          remoteAsn: 65000,
          sealedKey: 'v1.sealed',
          heldBy: null,
          prefixLimit: 100,
        },
      ],
    },
  ]);
});

test.each([
  ['confirming', false],
  ['verifying', false],
  ['pending', true],
  ['available', true],
  ['down', true],
  ['testing', true],
  ['deleting', false],
  ['deleted', false],
  ['rejected', false],
] as const)('one that is %s is configured: %s', (state, configured) => {
  expect(planned({ interfaces: [vif({ state })] })).toHaveLength(configured ? 1 : 0);
});

describe('where it enters', () => {
  const hosted = (parentId: string) => [{ id: 'dxcon-slice', parentId, bandwidth: '200Mbps' }];
  test.each([
    ['its own port', 'dxcon-1', [], { parent: { port: 1 }, hostedBandwidth: null }],
    ['a LAG', 'dxlag-1', [], { parent: { lag: 'dxlag-1' }, hostedBandwidth: null }],
    [
      "a hosted connection: the interconnect's port",
      'dxcon-slice',
      hosted('dxcon-partner'),
      { parent: { port: 7 }, hostedBandwidth: '200Mbps' },
    ],
    [
      "a hosted connection: the partner's LAG",
      'dxcon-slice',
      hosted('dxlag-1'),
      { parent: { lag: 'dxlag-1' }, hostedBandwidth: '200Mbps' },
    ],
  ] as const)('%s', (_, connectionId, slices, expected) => {
    expect(planned({ interfaces: [vif({ connectionId })], hosted: slices })).toMatchObject([expected]);
  });

  test('what is not on the edge is not planned', () => {
    expect(planned({ interfaces: [vif({ connectionId: 'dxcon-elsewhere' })] })).toEqual([]);
  });
});

describe('peers', () => {
  test.each(['waiting', 'verifying', 'pending', 'deleting'] as const)(
    'one that is %s is left out',
    (state) => {
      expect(planned({ peers: [peer({ state })] })[0]?.peers).toEqual([]);
    },
  );

  test('each family has its own limit, and a test holds those that it names', () => {
    const peers = [peer({ id: 'dxpeer-6', addressFamily: 'ipv6' }), peer()];
    const tests = [{ id: 'test-1', virtualInterfaceId: 'dxvif-1', peers: '["dxpeer-6"]' }];
    expect(planned({ peers, tests })[0]?.peers).toMatchObject([
      { id: 'dxpeer-1', prefixLimit: 100, heldBy: null },
      { id: 'dxpeer-6', prefixLimit: 50, heldBy: 'test-1' },
    ]);
  });

  test('one without addresses waits for them', () => {
    expect(planned({ peers: [peer({ amazonAddress: null })] })[0]?.peers).toEqual([]);
  });
});

describe('routing tables', () => {
  const OWNED = {
    account: '111111111111',
    region: 'us-east-1',
    state: 'available',
    sharedWith: '["222222222222"]',
  } as const;
  const networks = [
    {
      id: 'tgw-1',
      kind: 'transitGateway',
      ...OWNED,
      amazonSideAsn: 64600,
      cidrs: '["10.9.0.0/16"]',
    },
    {
      id: 'vgw-1',
      kind: 'virtualPrivateGateway',
      ...OWNED,
      amazonSideAsn: 64700,
      cidrs: '["10.1.0.0/16"]',
    },
  ] as const;
  const association = {
    directConnectGatewayId: 'gateway-1',
    state: 'associated',
    associatedId: 'tgw-1',
  } as const;
  const vrfs = (rest: Partial<PlannedTraffic>) => {
    const all = traffic({ networks, ...rest });
    return planVrfs(
      all,
      planInterfaces(all, (id) => PARENTS.get(id)),
    );
  };

  test('a gateway has what is associated with it', () => {
    const associations = [{ ...association, allowedPrefixes: '["10.9.1.0/24"]' }];
    expect(vrfs({ associations })).toEqual([
      {
        name: 'gateway-1',
        kind: 'gateway',
        networks: [
          {
            id: 'tgw-1',
            kind: 'transitGateway',
            region: 'us-east-1',
            asn: 64600,
            cidrs: ['10.9.0.0/16'],
            allowedPrefixes: ['10.9.1.0/24'],
          },
        ],
      },
    ]);
  });

  test.each([
    ['associating', 0],
    ['associated', 1],
    ['updating', 1],
    ['disassociating', 0],
  ] as const)('an association that is %s counts: %i', (state, count) => {
    const associations = [{ ...association, state, allowedPrefixes: '[]' }];
    expect(vrfs({ associations })[0]?.networks).toHaveLength(count);
  });

  test('a virtual private gateway stands for itself, and all public ones share one table', () => {
    const interfaces = [
      vif({ id: 'a', virtualGatewayId: 'vgw-1', directConnectGatewayId: null }),
      vif({ id: 'b', kind: 'public', directConnectGatewayId: null }),
      vif({ id: 'c', kind: 'public', directConnectGatewayId: null }),
    ];
    expect(vrfs({ interfaces })).toMatchObject([
      { name: 'public', kind: 'public', networks: [] },
      {
        name: 'vgw-1',
        kind: 'virtualGateway',
        networks: [{ id: 'vgw-1', asn: 64700, allowedPrefixes: null }],
      },
    ]);
  });

  test('who may not use a virtual private gateway has a table of its own, with nothing in it', () => {
    const direct = { virtualGatewayId: 'vgw-1', directConnectGatewayId: null };
    const interfaces = [
      vif({ id: 'a', ...direct }),
      vif({ id: 'b', ...direct, account: '222222222222' }),
      vif({ id: 'c', ...direct, account: '333333333333' }),
    ];
    expect(vrfs({ interfaces })).toMatchObject([
      { name: 'vgw-1', networks: [{ id: 'vgw-1' }] },
      { name: 'vgw-1-333333333333', kind: 'virtualGateway', networks: [] },
    ]);
    const deleted = networks.map((one) => ({ ...one, state: 'deleted' }));
    expect(vrfs({ interfaces, networks: deleted }).flatMap((one) => one.networks)).toEqual([]);
  });
});

test('the plan does not depend on the order of the rows', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,3}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(ids, fc.infiniteStream(fc.nat()), (names, chance) => {
      const shuffled = <T>(rows: readonly T[]) =>
        rows
          .map((row) => ({ row, at: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ row }) => row);
      const interfaces = names.map((id) => vif({ id, directConnectGatewayId: `g-${id.length}` }));
      const peers = names.flatMap((id) =>
        ['4', '6'].map((one) => peer({ id: `p-${id}-${one}`, virtualInterfaceId: id })),
      );
      const once = traffic({ interfaces, peers });
      const again = traffic({ interfaces: shuffled(interfaces), peers: shuffled(peers) });
      const plan = (all: PlannedTraffic) => {
        const list = planInterfaces(all, (id) => PARENTS.get(id));
        return { list, vrfs: planVrfs(all, list) };
      };
      expect(plan(again)).toEqual(plan(once));
      expect(plan(once).list.flatMap(({ peers: some }) => some)).toHaveLength(names.length * 2);
    }),
  );
});
