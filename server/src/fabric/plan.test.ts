import { expect, test } from 'vitest';
import type { EdgeConfig } from './fabric.ts';
import { planEdge, type PlannedConnection, type PlannedLag } from './plan.ts';

const plan = (rows: readonly PlannedConnection[], lags: readonly PlannedLag[] = []): EdgeConfig =>
  planEdge('edge', rows, lags, {
    interfaces: [],
    peers: [],
    tests: [],
    hosted: [],
    associations: [],
    networks: [],
  });

const connection = (
  id: string,
  portNumber: number,
  rest: Partial<PlannedConnection> = {},
): PlannedConnection => ({
  id,
  state: 'available',
  portNumber,
  speed: '10G',
  lagId: null,
  encryptionMode: null,
  keys: [],
  ...rest,
});

test('ports stand in their order, whatever the order of the rows', () => {
  const rows = [connection('b', 2), connection('a', 1)];
  const planned = plan(rows);
  expect(planned.ports.map(({ number, connectionId }) => [number, connectionId])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(plan(rows.toReversed())).toEqual(planned);
});

test.each([
  ['requested', false],
  ['pending', true],
  ['available', true],
  ['down', true],
  ['rekeying', true],
  ['moving', true],
  ['deleting', false],
  ['deleted', false],
] as const)('a port of a connection that is %s is enabled: %s', (state, enabled) => {
  expect(plan([connection('a', 1, { state })]).ports[0]?.enabled).toBe(enabled);
});

test('a LAG has the enabled ports of its members', () => {
  const rows = [
    connection('a', 1, { lagId: 'lag' }),
    connection('b', 2, { lagId: 'lag', state: 'requested' }),
    connection('c', 3),
  ];
  expect(plan(rows, [{ id: 'lag', minimumLinks: 1 }]).lags).toEqual([
    { id: 'lag', minimumLinks: 1, members: [1] },
  ]);
});

test('associated keys are in use, the newest first; those on the way are not', () => {
  const keys = [
    { ckn: 'old', state: 'associated' },
    { ckn: 'new', state: 'associated' },
    { ckn: 'coming', state: 'associating' },
  ] as const;
  const [port] = plan([connection('a', 1, { encryptionMode: 'must_encrypt', keys })]).ports;
  expect(port?.macSec).toEqual({ mode: 'must_encrypt', ckns: ['new', 'old'] });
});
