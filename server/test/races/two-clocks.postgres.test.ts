// Two servers of one lab whose clock is advanced at both at once.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorOf, type PageBody } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { openEngine, type OpenedEngine } from '../support/engines.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { startServer, type TestServer } from '../support/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Advance {
  readonly now: string;
  readonly complete: boolean;
}

interface Change {
  readonly at: string;
  readonly changes: readonly { readonly resource: string; readonly id: string; readonly to: string }[];
}

describe('two servers of one lab', () => {
  let place: OpenedEngine;
  let servers: readonly [TestServer, TestServer];

  beforeAll(async () => {
    place = await openEngine('postgres');
    const env = { CROSSCONNECT_SECRET_KEY: randomBytes(32).toString('base64') };
    const flags = ['--store', place.setting, '--lifecycle', 'realistic', '--quotas', 'off'];
    servers = [await startServer({ flags, env }), await startServer({ flags, env })];
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.dispose()));
    await place.dispose();
  });

  const clockOf = async (server: TestServer) =>
    Date.parse((await operatorOf(server).done<{ now: string }>('GET', '/clock')).now);
  const advance = (server: TestServer, body: object) =>
    operatorOf(server).done<Advance>('POST', '/clock/advance', body);

  test('never turn the clock back, and both arrive', async () => {
    const [one, two] = servers;
    const begun = await clockOf(one);
    let highest = begun;
    let watching = true;
    const back: number[] = [];
    const watch = (async () => {
      while (watching) {
        for (const server of servers) {
          const now = await clockOf(server);
          if (server === one && now < highest - 1_000) back.push(highest - now);
          if (server === one) highest = Math.max(highest, now);
        }
      }
    })();
    const all = await Promise.all([
      advance(one, { by: '40d' }),
      advance(two, { by: '2d' }),
      advance(two, { by: '10d' }),
      advance(one, { by: '1d' }),
    ]);
    watching = false;
    await watch;
    expect(all.map(({ complete }) => complete)).toEqual([true, true, true, true]);
    expect(back).toEqual([]);
    expect((await clockOf(one)) - begun).toBeGreaterThanOrEqual(40 * DAY);
    expect(Math.abs((await clockOf(two)) - (await clockOf(one)))).toBeLessThan(2_000);
  });

  test('live through each deadline in its order, however far both go', async () => {
    const [one, two] = servers;
    const accounts = Array.from({ length: 6 }, newAccount);
    for (const account of accounts) await orderPort(one, { account });
    await Promise.all([advance(one, { by: '120d' }), advance(two, { by: '119d' })]);
    for (const account of accounts) {
      const [[id, { connectionState }] = ['', { connectionState: 'none' }]] = await portsOf(two, { account });
      expect(connectionState).toBe('available');
      const trail = await operatorOf(one).done<PageBody<Change>>(
        'GET',
        `/audit?resource=${id}&order=oldest&limit=100`,
      );
      const entered = trail.items.flatMap(({ at, changes }) =>
        changes
          .filter((change) => change.id === id)
          .map(({ resource, to }) => [`${resource} ${to}`, Date.parse(at)] as const),
      );
      const [[, begun] = ['', 0]] = entered;
      expect(entered.map(([what, at]) => [what, Math.round(((at - begun) / HOUR) * 10) / 10])).toEqual([
        ['connection requested', 0],
        ['cross_connect requested', 24],
        ['connection pending', 24],
        ['cross_connect awaiting', 28],
        ['cross_connect connected', 76],
        ['connection available', 76.2],
      ]);
    }
  });
});
