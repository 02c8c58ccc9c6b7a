// Well-typed inputs at random, for every operation, many at once, against a world that they change: no 500 ever, one
// record for each change, and a world that still agrees with itself.
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import { operations } from '../../src/operations/registry.gen.ts';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { passSeconds } from '../support/macsec.ts';
import { inParallel, type QuickAnswer, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { recordsOf } from '../support/snapshot.ts';
import { complaintOf } from './judge.testing.ts';
import { inputsOf, withIds } from './random-inputs.testing.ts';

// Thousands of calls a test: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

/** Calls of each operation, in rounds: what one has made, others meet in the next. */
const ROUNDS = [1, 2, 3];
const CALLS_A_ROUND = 8;
const FOUND = /arn:[\w:/!-]+|dx(?:con|lag|rg)-\w+/g;

const CALLER = fc.record({
  party: fc.nat(1),
  protocol: fc.constantFrom('json' as const, 'cbor' as const),
});

describe('random calls', () => {
  const server = useServer();
  let parties: readonly Holdings[];
  /** Ids that each party has seen. */
  const known = new Map<string, string[]>();
  const complaints: string[] = [];
  let changes = 0;
  let before = 0;

  beforeAll(async () => {
    parties = [await newHoldings(server), await newHoldings(server)];
    for (const { account, things } of parties) known.set(account, Object.values(things));
    before = await recordsOf(server);
  });

  async function call(
    operation: OperationName,
    caller: { party: number; protocol: 'json' | 'cbor' },
    input: unknown,
  ) {
    const { account = '', region = '' } = parties[caller.party] ?? {};
    const ids = known.get(account) ?? [];
    const sent = withIds(input, ids, [...known.values()].flat()) as object;
    const { protocol } = caller;
    const answer = await quickCall(server.endpoint, { account, region, protocol }, operation, sent);
    const complaint = complaintOf(answer);
    if (complaint !== undefined) complaints.push(`${operation} ${JSON.stringify(sent)}: ${complaint}`);
    if (answer.status === 200) learn(operation, answer, ids);
  }

  function learn(operation: OperationName, { body }: QuickAnswer, ids: string[]): void {
    if (operations[operation].kind === 'command') changes += 1;
    for (const [id] of JSON.stringify(body).matchAll(FOUND)) if (!ids.includes(id)) ids.push(id);
  }

  test.each(ROUNDS)('round %i of every operation: no 500', async () => {
    const all = OPERATION_NAMES.flatMap((operation) =>
      fc
        .sample(fc.tuple(CALLER, inputsOf(operation)), CALLS_A_ROUND)
        .map(([caller, input]) => ({ operation, caller, input })),
    );
    const [mixed = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), 1);
    await inParallel(mixed, ({ operation, caller, input }) => call(operation, caller, input));
    expect(complaints).toEqual([]);
    await passSeconds(server, 1);
  });

  test('each change has its record, and what was refused has none', async () => {
    expect(changes).toBeGreaterThan(40);
    expect((await recordsOf(server)) - before).toBe(changes);
  });

  test('LAGs and connections agree about each other', async () => {
    for (const party of parties) {
      const { connections = [] } = await server.call('DescribeConnections', {}, party);
      const { lags = [] } = await server.call('DescribeLags', {}, party);
      const lagOf = new Map(connections.map(({ connectionId, lagId }) => [connectionId, lagId]));
      for (const { lagId, connections: members = [], numberOfConnections, minimumLinks = 0 } of lags) {
        expect(members).toHaveLength(numberOfConnections ?? -1);
        // The last member may leave whatever the minimum is [M].
        expect(members.length === 0 || minimumLinks <= members.length).toBe(true);
        const dedicated = members.filter(({ connectionId }) => lagOf.has(connectionId));
        expect(dedicated.map(({ connectionId }) => lagOf.get(connectionId))).toEqual(
          dedicated.map(() => lagId),
        );
      }
      const shown = lags.flatMap(({ connections: members = [] }) =>
        members.map(({ connectionId }) => connectionId),
      );
      expect(new Set(shown).size).toBe(shown.length);
    }
  });

  test('each living port of one’s own has taken one port of the inventory, and nothing else has', async () => {
    const path = '/ports?state=taken&limit=500';
    const { body } = await server.operator<{ readonly items: readonly TakenPort[] }>('GET', path);
    const ours = new Set(parties.map(({ account }) => account));
    const taken = body.items.map(({ connection }) => connection);
    expect(taken.filter((one) => one === null)).toEqual([]);
    const holders = taken.flatMap((one) => (one !== null && ours.has(one.account) ? [one.connectionId] : []));
    const living = await Promise.all(parties.map(livingPorts));
    expect(holders.toSorted()).toEqual(living.flat().toSorted());
  });

  interface TakenPort {
    readonly connection: { readonly connectionId: string; readonly account: string } | null;
  }

  async function livingPorts(party: Holdings): Promise<readonly string[]> {
    const { connections = [] } = await server.call('DescribeConnections', {}, party);
    const { interconnects = [] } = await server.call('DescribeInterconnects', {}, party);
    const own = connections.filter((one) => one.vlan === undefined && one.connectionState !== 'deleted');
    const trunks = interconnects.filter(({ interconnectState }) => interconnectState !== 'deleted');
    return [
      ...own.map(({ connectionId = '' }) => connectionId),
      ...trunks.map(({ interconnectId = '' }) => interconnectId),
    ];
  }

  test('no VLAN is taken twice on an interconnect', async () => {
    for (const party of parties) {
      const { interconnects = [] } = await server.call('DescribeInterconnects', {}, party);
      for (const { interconnectId: connectionId = '', interconnectState } of interconnects) {
        if (interconnectState === 'deleted') continue;
        const { connections = [] } = await server.call('DescribeHostedConnections', { connectionId }, party);
        const living = connections.filter(
          ({ connectionState = '' }) => !/delet|reject/.test(connectionState),
        );
        const vlans = living.map(({ vlan }) => vlan);
        expect(new Set(vlans).size).toBe(vlans.length);
      }
    }
  });
});
