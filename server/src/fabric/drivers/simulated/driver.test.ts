import { describe, expect, test } from 'vitest';
import type { EdgeConfig, FabricFact, WantedPort } from '../../fabric.ts';
import type { WantedInterface, WantedParent } from '../../wanted-interface.ts';
import { factsOf, type EdgeWorld, simulatedDriver } from './driver.ts';
import { UNTOUCHED_CUSTOMER } from './session.ts';
import type { PortFault } from './world.ts';

const port = (number: number, rest: Partial<WantedPort> = {}): WantedPort => ({
  number,
  enabled: true,
  speed: '10G',
  connectionId: `dxcon-${number}`,
  lagId: null,
  macSec: null,
  ...rest,
});

const vif = (parent: WantedParent): WantedInterface => ({
  id: 'dxvif-1',
  kind: 'private',
  connectionId: 'dxcon-1',
  parent,
  vlan: 101,
  mtu: 1500,
  rateLimit: null,
  hostedBandwidth: null,
  vrf: 'gateway-1',
  localAsn: 64512,
  siteLink: false,
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
});

const edge = (rest: Partial<EdgeConfig>): EdgeConfig => ({
  edge: 'edge',
  ports: [port(1)],
  lags: [],
  vrfs: [],
  virtualInterfaces: [vif({ port: 1 })],
  ...rest,
});

/** A world in which everything is lit, apart from what is broken. */
const world = (
  broken: Readonly<Record<number, PortFault>> = {},
  rest: Partial<EdgeWorld> = {},
): EdgeWorld => ({
  ports: new Map(
    [1, 2, 3].map((number) => [
      number,
      { number, patched: true, farEndLit: true, fault: broken[number] ?? null },
    ]),
  ),
  customers: new Map(),
  sessions: new Map([
    [
      'dxpeer-1',
      { answers: true, status: 'down', statusSince: 0, statusCause: '', idleMark: null, timer: null },
    ],
  ]),
  ...rest,
});

const sessions = (facts: readonly FabricFact[]) =>
  facts.flatMap((fact) => (fact.kind === 'session' ? [[fact.status, fact.cause]] : []));
const members = [1, 2].map((number) => port(number, { lagId: 'dxlag-1' }));
const lag = (minimumLinks: number, of = [1, 2]) => [{ id: 'dxlag-1', minimumLinks, members: of }];
const onLag = (minimumLinks: number, of?: number[]) =>
  edge({ ports: members, lags: lag(minimumLinks, of), virtualInterfaces: [vif({ lag: 'dxlag-1' })] });
const secret = (mode: 'must_encrypt' | 'should_encrypt') => [port(1, { macSec: { mode, ckns: ['aa'] } })];
const UP = ['up', 'Established'];
const FEW = ['down', 'Too few links of the LAG work'];

test.each([
  ['a lit port', edge({}), world(), UP],
  ['a cut fibre', edge({}), world({ 1: 'cut' }), ['down', 'The port has no link']],
  ['another port that is cut', edge({ ports: [port(1), port(2)] }), world({ 2: 'cut' }), UP],
  [
    'a port that is not enabled',
    edge({ ports: [port(1, { enabled: false })] }),
    world(),
    ['down', 'The port has no link'],
  ],
  ['both links of a LAG', onLag(2), world(), UP],
  ['one of two that are needed', onLag(2), world({ 2: 'cut' }), FEW],
  ['one of one that is needed', onLag(1), world({ 2: 'cut' }), UP],
  ['a LAG that needs none, with one', onLag(0), world({ 2: 'cut' }), UP],
  ['a LAG that needs none, without any', onLag(0), world({ 1: 'cut', 2: 'dark' }), FEW],
  ['a LAG without members', onLag(0, []), world(), FEW],
  ['MACsec', edge({ ports: secret('must_encrypt') }), world(), UP],
  [
    'must_encrypt without MACsec',
    edge({ ports: secret('must_encrypt') }),
    world({ 1: 'noEncryption' }),
    ['down', 'MACsec must encrypt, and does not'],
  ],
  [
    'should_encrypt without MACsec',
    edge({ ports: secret('should_encrypt') }),
    world({ 1: 'noEncryption' }),
    UP,
  ],
] as const)('over %s', (_, wanted, around, expected) => {
  expect(sessions(factsOf(wanted, around))).toEqual([expected]);
});

describe('a session that the customer clears', () => {
  const cleared = (status: 'up' | 'down', silenced = false) =>
    world(
      {},
      {
        customers: new Map([['dxvif-1', { ...UNTOUCHED_CUSTOMER, silenced, clearedAt: 20 }]]),
        sessions: new Map([
          [
            'dxpeer-1',
            { answers: true, status, statusSince: 10, statusCause: '', idleMark: null, timer: null },
          ],
        ]),
      },
    );

  test('falls and comes again', () => {
    const seen = sessions(factsOf(edge({}), cleared('up')));
    expect(seen).toEqual([['down', 'The customer has cleared the session'], UP]);
  });

  test('does not fall where it was down, and not twice where it cannot come again', () => {
    expect(sessions(factsOf(edge({}), cleared('down')))).toEqual([UP]);
    expect(sessions(factsOf(edge({}), cleared('up', true)))).toHaveLength(1);
  });
});

test('ports are told before the sessions over them, all at once; a peer that came after the look is not', async () => {
  const [plain] = edge({}).virtualInterfaces;
  const later = { ...plain?.peers[0], id: 'dxpeer-2' } as WantedInterface['peers'][number];
  const two = { ...plain, peers: [...(plain?.peers ?? []), later] } as WantedInterface;
  const driver = simulatedDriver(async () => world());
  const told: (readonly FabricFact[])[] = [];
  const end = driver.observe(async (facts) => void told.push(facts));
  await driver.apply(edge({ virtualInterfaces: [two] }));
  end();
  await driver.apply(edge({}));
  expect(told.map((facts) => facts.map(({ kind }) => kind))).toEqual([['port', 'session']]);
});
