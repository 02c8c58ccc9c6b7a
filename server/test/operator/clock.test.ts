import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { readEvents } from './event-stream.testing.ts';
import { operatorOf } from './operator.testing.ts';

interface Clock {
  readonly now: string;
  readonly aheadMs: number;
  readonly nextDue: string | null;
}

interface Advance {
  readonly now: string;
  readonly complete: boolean;
  readonly fired: number;
  readonly steps: number;
  readonly changed: number;
  readonly changes: readonly { readonly id: string; readonly to: string; readonly at: string }[];
}

describe('the clock of a lab', () => {
  const server = useServer({ flags: ['--lifecycle', 'realistic'] });
  const operator = operatorOf(server);
  const clock = () => operator.done<Clock>('GET', '/clock');
  const advance = (body: object) => operator.done<Advance>('POST', '/clock/advance', body);

  test('goes by a length of time, and stays ahead after a restart', async () => {
    const before = await clock();
    expect(before).toMatchObject({ aheadMs: 0, nextDue: null });
    const report = await advance({ by: '7d' });
    expect(report).toMatchObject({ complete: true, fired: 0, steps: 0, changed: 0, changes: [] });
    expect(Date.parse(report.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(7 * 86_400_000);
    await server.restart();
    const after = await operatorOf(server).done<Clock>('GET', '/clock');
    expect(after.aheadMs).toBeGreaterThan(6.99 * 86_400_000);
    expect(after.aheadMs).toBeLessThan(7.01 * 86_400_000);
  });

  test('goes to a moment, from deadline to deadline, each fired at its own time', async () => {
    const account = newAccount();
    const { connectionId: id } = await orderPort(server, { account });
    const { now, nextDue } = await clock();
    const review = Date.parse(nextDue ?? '') - Date.parse(now);
    expect(review).toBeGreaterThan(23.9 * 3_600_000);
    const to = new Date(Date.parse(now) + 5 * 86_400_000).toISOString();
    const report = await advance({ to });
    expect(report.now.slice(0, 18)).toBe(to.slice(0, 18));
    const steps = report.changes.filter((change) => change.id === id);
    expect(steps.map((change) => change.to)).toEqual([
      'requested',
      'pending',
      'awaiting',
      'connected',
      'available',
    ]);
    const hours = steps.map(({ at }) => (Date.parse(at) - Date.parse(nextDue ?? '')) / 3_600_000);
    // The letter is handed over after 4 hours, patched 48 hours later, lit 10 minutes after that.
    expect(hours[2]).toBe(4);
    expect(hours[3]).toBe(52);
    expect(hours[4]).toBeCloseTo(52 + 1 / 6, 3);
    expect(report).toMatchObject({ complete: true, steps: 4, fired: 4 });
  });

  test('tells its progress as it goes', async () => {
    await orderPort(server, { account: newAccount() });
    const response = await fetch(`${server.endpoint}/operator/v1/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ by: 'P5D' }),
    });
    const events = await readEvents(response, (all) => all.some(({ name }) => name === 'done'));
    expect(events[0]).toMatchObject({ name: 'progress', data: { fired: 1 } });
    expect(events.at(-1)).toMatchObject({ name: 'done', data: { complete: true } });
  });

  test('two advances at once both arrive', async () => {
    const before = Date.parse((await clock()).now);
    const both = await Promise.all([advance({ by: '1h' }), advance({ by: '2h' })]);
    expect(both.map(({ complete }) => complete)).toEqual([true, true]);
    expect(Date.parse((await clock()).now) - before).toBeGreaterThanOrEqual(2 * 3_600_000);
  });

  test.each([
    [{}, 'body', ['by', 'to']],
    [{ by: '1d', to: '2040-01-01T00:00:00Z' }, 'body', ['by', 'to']],
    [{ by: 'a while' }, 'body.by', expect.stringContaining('PT1H30M')],
    [{ by: '-1d' }, 'body.by', expect.stringContaining('PT1H30M')],
    [{ by: '11000d' }, 'body.by', 'at most ten years at a time'],
    [{ by: 5 }, 'body.by', expect.stringContaining('milliseconds')],
    [{ to: 'tomorrow' }, 'body.to', expect.stringContaining('2027-03-01')],
    [{ to: '2001-01-01T00:00:00Z' }, 'body.to', expect.stringContaining('a moment after')],
    [{ until: '7d' }, 'body.until', ['by', 'to']],
  ])('%j is refused', async (body, field, allowed) => {
    const { errors } = await operator.refused(400, 'POST', '/clock/advance', body);
    expect(errors).toMatchObject([{ field, allowed }]);
  });
});

describe('an advance through many deadlines', () => {
  const server = useServer({ flags: ['--lifecycle', 'realistic', '--quotas', 'off'] });
  const operator = operatorOf(server);

  test('is over for a caller whose token is taken away, and the clock stands between two of them', async () => {
    const accounts = Array.from({ length: 60 }, newAccount);
    for (const account of accounts) await orderPort(server, { account });
    const { token, tokenId } = await operator.done<{ token: string; tokenId: string }>('POST', '/tokens', {
      name: 'carl',
      role: 'operator',
    });
    const response = await fetch(`${server.endpoint}/operator/v1/clock/advance`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ by: 'P9D' }),
    });
    const reading = readEvents(response, () => false);
    await operator.done('DELETE', `/tokens/${tokenId}`);
    expect((await reading).at(-1)).toMatchObject({ name: 'problem', data: { status: 401 } });
    // Who is let in goes on from there.
    const { fired } = await operator.done<{ fired: number }>('POST', '/clock/advance', { by: 'P1D' });
    expect(fired).toBeGreaterThan(0);
  });
});
