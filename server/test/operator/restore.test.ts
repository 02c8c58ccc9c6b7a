// What a snapshot brings is held against the tables row by row: a server that has taken one answers as before.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { inParallel, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type ProblemBody, send } from './operator.testing.ts';

vi.setConfig({ testTimeout: 120_000 });

type Rows = readonly Readonly<Record<string, unknown>>[];
interface Snapshot {
  readonly tables: Readonly<Record<string, Rows>>;
}

/** What stands in the place of a value: of another type, of no state, no JSON or other JSON, no moment, too large. */
const ODD: readonly unknown[] = [
  null,
  5,
  -1,
  9_007_199_254_740_991,
  'nonsense',
  '',
  'a\u0000b',
  '\ud800',
  '{',
  '5',
  'null',
  '[1]',
  '[null]',
  '[{}]',
  '{"a":{}}',
  true,
  [],
  {},
];

/** One of so many: all of them take minutes. Prime, so that each column and each value has its turn. */
const EVERY = 47;

describe('a snapshot that somebody has changed', () => {
  const server = useServer({ flags: ['--quotas', 'off'] });
  const operator = operatorOf(server);
  let holdings: Holdings;
  let taken: Snapshot;

  beforeAll(async () => {
    holdings = await newHoldings(server);
    const { account } = holdings;
    await operator.done('POST', '/accounts', { account, name: 'Holder', quotas: { lagsPerRegion: 20 } });
    await operator.done('POST', `/accounts/${account}/keys`);
    await operator.done('PUT', '/agreements', { names: ['Terms'] });
    await server.settle();
    taken = await operator.done<Snapshot>('GET', '/snapshot');
  });

  /** The snapshot with another value in one column of the first row of a table that has the column set, if one has. */
  function changed(name: string, column: string, value: unknown) {
    const rows = taken.tables[name] ?? [];
    const index = Math.max(
      0,
      rows.findIndex((row) => row[column] !== null && row['kind'] !== 'hosted'),
    );
    const others = rows.map((row, at) => (at === index ? { ...row, [column]: value } : row));
    return { index, body: { ...taken, tables: { ...taken.tables, [name]: others } } };
  }

  const restore = async (body: object) => {
    const { status, body: said } = await send({
      endpoint: server.endpoint,
      method: 'POST',
      path: '/restore',
      body,
    });
    return { status, said: said as ProblemBody };
  };

  test.for([
    ['connection', 'state', 'nonsense', /^\["requested","asked",.*"deleted"\]$/],
    ['connection', 'state', 'ordering', /^\["requested","asked",/],
    ['connection', 'state', 7, /^"text of Unicode"$/],
    ['connection', 'kind', 'leased', /^\["dedicated","interconnect","hosted"\]$/],
    ['connection', 'tags', '{', /^"JSON: list of \{key: text, value\?: text\}"$/],
    ['connection', 'tags', '[5]', /^"JSON: list of/],
    ['connection', 'review', '[]', /^"JSON: \{decision: text/],
    ['connection', 'information', '[]', /^"JSON: \{reason: text/],
    ['connection', 'bandwidth', 'much', /a bandwidth such as/],
    ['connection', 'seq', '7', /^"a whole number"$/],
    ['connection', 'seq', 1.5, /^"a whole number"$/],
    ['connection', 'name', null, /^"text of Unicode"$/],
    ['connection', 'name', 'a\u0000b', /^"text of Unicode"$/],
    ['connection', 'vlan', 4_000_000_000, /^"a whole number of 32 bits or null"$/],
    ['connection', 'createdAt', 8_640_000_000_000_001, /^"a moment in epoch milliseconds"$/],
    ['connection', 'macSec', 2, /^"0 or 1"$/],
    ['port', 'deviceId', 'none', /^"the id of a row of device"$/],
    ['connection', 'portNumber', 999, /^"a row of port whose connectionId is dxcon-/],
    ['lag', 'state', 'down-ish', /"available"/],
    ['port', 'fault', 'flood', /"cut"/],
    ['port', 'state', 'lost', /"ceasing"/],
    ['cross_connect', 'state', 'cut', /"awaitingCease"/],
    ['letter', 'state', 'lost', /"revoked"/],
    ['macsec_key', 'cakSealed', 'v1.AAAA', /what was sealed with it/],
    ['virtual_interface', 'routeFilters', '[7]', /^"JSON: list of text"$/],
    ['bgp_peer', 'status', 'idle', /^\["up","down"\]$/],
    ['stored_setting', 'value', '[7]', /^"JSON: list of text"$/],
    ['audit_record', 'changes', '{}', /^"JSON: list of/],
  ] as const)(
    'is refused with the table, the row and the column, and nothing is replaced: %s.%s = %j',
    async ([name, column, value, allowed]) => {
      const before = await operator.done<Snapshot>('GET', '/snapshot');
      const { index, body } =
        name === 'stored_setting' ? settingChanged(value) : changed(name, column, value);
      const { status, said } = await restore(body);
      expect(status).toBe(400);
      const field = `body.tables.${name}.${index}.${column}`;
      expect(said.errors?.[0]).toMatchObject({ field });
      expect(said.detail).toContain(`${field} `);
      expect(JSON.stringify(said.errors?.[0]?.allowed)).toMatch(allowed);
      expect((await operator.done<Snapshot>('GET', '/snapshot')).tables).toEqual(before.tables);
    },
  );

  function settingChanged(value: unknown) {
    const rows = taken.tables['stored_setting'] ?? [];
    const index = rows.findIndex(({ name }) => name === 'agreements');
    const others = rows.map((row, at) => (at === index ? { ...row, value } : row));
    return { index, body: { ...taken, tables: { ...taken.tables, stored_setting: others } } };
  }

  test('is refused, or leaves a server that answers: whichever column, whatever stands in it', async () => {
    const all = Object.entries(taken.tables).flatMap(([name, [first]]) =>
      Object.keys(first ?? {}).flatMap((column) => ODD.map((value) => ({ name, column, value }))),
    );
    const chosen = all.filter((_, at) => at % EVERY === 0);
    const complaints: string[] = [];
    let takenUp = 0;
    for (const { name, column, value } of chosen) {
      const what = `${name}.${column} = ${JSON.stringify(value)}`;
      const { status, said } = await restore(changed(name, column, value).body);
      if (status >= 500) complaints.push(`${what}: ${status} ${JSON.stringify(said)}`);
      if (status !== 200) continue;
      takenUp += 1;
      complaints.push(...(await tour()).map((told) => `${what}: ${told}`));
    }
    expect(complaints).toEqual([]);
    expect(takenUp).toBeGreaterThan(0);
    expect(takenUp).toBeLessThan(chosen.length / 2);
    expect((await restore(taken)).status).toBe(200);
  });

  /** Reads whatever can be listed, by the customer and by the operator: answers that no call may have. */
  async function tour(): Promise<readonly string[]> {
    const { account, region, customer, things, provider } = holdings;
    const calls = [
      ['DescribeConnections', {}],
      ['DescribeLags', {}],
      ['DescribeInterconnects', {}],
      ['DescribeHostedConnections', { connectionId: things.interconnect }],
      ['DescribeLoa', { connectionId: things.connection, providerName: provider }],
      ['DescribeVirtualInterfaces', {}],
      ['DescribeTags', { resourceArns: [things.connectionArn, things.lagArn] }],
      ['DescribeLocations', {}],
      ['DescribeCustomerMetadata', {}],
      ['ListResiliencyGroups', {}],
      ['GetResiliencyGroup', { resiliencyGroupIdentifier: things.group }],
      ['ListResiliencyGroupAssociations', { resiliencyGroupIdentifier: things.group }],
      ['ListVirtualInterfaceTestHistory', {}],
      ['CreateConnection', { location: holdings.location, bandwidth: '10Gbps', connectionName: 'after' }],
    ] as const;
    const answers = await inParallel(calls, async ([operation, input]) =>
      Promise.all(
        [account, customer].map(async (caller) => {
          const answer = await quickCall(server.endpoint, { account: caller, region }, operation, input);
          return answer.status < 500 ? [] : [`${operation}: ${answer.text.slice(0, 200)}`];
        }),
      ),
    );
    const paths = [
      '/orders?status=all',
      '/ports',
      '/devices',
      '/locations',
      '/capacity',
      '/cross-connects',
      '/letters',
      '/accounts',
      `/accounts/${account}/keys`,
      '/agreements',
      '/audit',
      '/clock',
      '/snapshot',
    ];
    const shown = await inParallel(paths, async (path) => {
      const { status, body } = await send({ endpoint: server.endpoint, method: 'GET', path });
      return status < 500 ? [] : [`GET ${path}: ${JSON.stringify(body).slice(0, 200)}`];
    });
    return [...answers.flat(2), ...shown.flat()];
  }
});
