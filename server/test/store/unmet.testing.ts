import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceClock } from '../../src/reconcile/advance.ts';
import { othersBeside } from '../../src/reconcile/others.ts';
import type { ReconcileParts } from '../../src/reconcile/parts.ts';
import { type Reconcilers, startReconcilers } from '../../src/reconcile/start.ts';
import { FIRST } from '../../src/reconcile/timed-tables.ts';
import { runTimers } from '../../src/reconcile/timers.ts';
import { UnmetDeadlines } from '../../src/reconcile/unmet.ts';
import { query, rowsOf } from '../../src/store/table.ts';
import { type AssociationRow, associations } from '../../src/store/tables/gateways.ts';
import { type LagRow, lags } from '../../src/store/tables/lags.ts';
import type { EngineName } from '../support/engines.ts';
import { reconcileParts } from './edge-rows.ts';
import { useStores } from './use-store.ts';

const DAY = 86_400_000;
/** Not the epoch's first moments: a deadline of 0 is none. */
const BEGIN = DAY;

/** Its time is over, and it goes. */
const deletedLag = (id: string, dueAt: number): LagRow => ({
  id,
  account: '111122223333',
  region: 'eu-west-1',
  seq: 1,
  name: id,
  state: 'deleted',
  stateSince: BEGIN,
  dueAt,
  location: 'EqDC2',
  deviceId: 'edge',
  bandwidth: '1Gbps',
  minimumLinks: 0,
  allowsHosted: 0,
  providerName: null,
  macSec: 0,
  encryptionMode: null,
  billingMode: 'PayAsYouGo',
  tags: '[]',
  createdAt: BEGIN,
  revision: 1,
});

const association = (id: string, dueAt: number, allowedPrefixes: string): AssociationRow => ({
  directConnectGatewayId: 'gateway',
  seq: 1,
  id,
  gatewayAccount: '111122223333',
  state: 'updating',
  stateSince: BEGIN,
  dueAt,
  stateChangeError: null,
  associatedId: `vgw-${id}`,
  associatedType: 'virtualPrivateGateway',
  associatedAccount: '111122223333',
  associatedRegion: 'eu-west-1',
  allowedPrefixes,
  prefixTimes: '[]',
  createdAt: BEGIN,
  revision: 1,
});

const LAGS = query<{ id: string }>('select id from lag order by id');
const ASSOCIATION = rowsOf(associations, 'where id = ?');
const damaged = (id: string, dueAt: number) => association(id, dueAt, 'no JSON');

export function unmetDeadlines(engine: EngineName): void {
  // Who else is at work: nobody where there can be one server alone.
  const servers = engine === 'postgres' ? ['several servers'] : [];
  describe('a deadline that cannot be met', () => {
    const stores = useStores(engine);
    let now = BEGIN;
    let errors: string[] = [];
    let loops: Reconcilers;
    let parts: ReconcileParts;

    beforeEach(() => {
      now = BEGIN;
      errors = [];
      const onError = (loop: string, error: unknown) => errors.push(`${loop}: ${String(error)}`);
      parts = { ...reconcileParts(stores.store), now: () => now, onError };
      loops = startReconcilers(parts);
    });
    afterEach(async () => {
      await loops.stop();
      const { store } = stores;
      await store.replace([associations, lags].map((table) => ({ table: table as never, rows: [] })));
    });

    const insert = (rows: { lags?: readonly LagRow[]; associations?: readonly AssociationRow[] }) =>
      stores.store.commit(async (tx) => {
        for (const row of rows.lags ?? []) tx.insert(lags, row);
        for (const row of rows.associations ?? []) tx.insert(associations, row);
      });
    const lagsLeft = async () => (await stores.store.reader.all(LAGS)).map(({ id }) => id);
    const stateOf = async (id: string) => (await stores.store.reader.one(ASSOCIATION, id))?.state;

    test('holds up none of the later ones, however long ago it was', async () => {
      await insert({
        associations: [damaged('damaged', BEGIN), association('sound', BEGIN + 2_000, '[]')],
        lags: [deletedLag('soon', BEGIN + 3_000), deletedLag('later', BEGIN + DAY)],
      });
      now = BEGIN + 2 * DAY;
      await loops.settle();
      expect(await lagsLeft()).toEqual([]);
      expect([await stateOf('damaged'), await stateOf('sound')]).toEqual(['updating', 'associated']);
      expect(new Set(errors)).toEqual(new Set([expect.stringContaining('timers: SyntaxError')]));
    });

    test('is passed by when the clock is advanced', async () => {
      await insert({
        associations: [damaged('damaged', BEGIN + 1_000)],
        lags: [deletedLag('first', BEGIN + DAY), deletedLag('second', BEGIN + 2 * DAY)],
      });
      const clock = { now: () => now, moveTo: async (to: number) => void (now = to) };
      const { reader } = stores.store;
      const around = { reader, clock, settle: () => loops.settle(), figures: loops.figures };
      const report = await advanceClock(around, { to: BEGIN + 3 * DAY });
      expect(report).toEqual({ now: BEGIN + 3 * DAY, fired: 2, steps: 3, complete: true });
      expect(await lagsLeft()).toEqual([]);
    });

    test('leaves room for those behind it, be there more of its kind than a round takes', async () => {
      const many = Array.from({ length: 450 }, (_, index) => damaged(`damaged-${index}`, BEGIN + index));
      await insert({ associations: [...many, association('sound', BEGIN + 500, '[]')] });
      now = BEGIN + 500;
      await loops.settle();
      expect(await stateOf('sound')).toBe('associated');
    });

    test('is met once its cause is gone', async () => {
      await insert({ associations: [damaged('damaged', BEGIN)] });
      await loops.settle();
      await stores.store.commit(async (tx) => {
        const row = (await tx.one(ASSOCIATION, 'damaged')) as AssociationRow;
        tx.update(associations, row, { allowedPrefixes: '[]' });
      });
      await expect.poll(() => stateOf('damaged'), { timeout: 15_000 }).toBe('associated');
    });

    test.for(servers)('because somebody holds its row holds up none either: %s', async () => {
      await insert({
        associations: [association('held', BEGIN + 1_000, '[]')],
        lags: [deletedLag('soon', BEGIN + 3_000), deletedLag('later', BEGIN + DAY)],
      });
      const holder = new pg.Client({ connectionString: stores.setting });
      await holder.connect();
      await holder.query('begin');
      await holder.query('select * from gateway_association for update');
      // The loops of the suite see nothing of it: for them nothing is due yet.
      const late = { ...parts, now: () => BEGIN + 2 * DAY };
      let real = 0;
      const unmet = new UnmetDeadlines(() => real);
      const rounds = async (count: number) => {
        for (let round = 0; round < count; round += 1) await runTimers(late, unmet, FIRST);
      };
      // Another server may be at it.
      await rounds(3);
      expect(await lagsLeft()).toEqual(['later', 'soon']);
      real += 10_000;
      await rounds(3);
      expect(await lagsLeft()).toEqual([]);
      await holder.query('rollback');
      await holder.end();
      await rounds(1);
      expect(await stateOf('held')).toBe('associated');
    });

    test.for(servers)('is waited for by nobody, and what others are at is: %s', async () => {
      await insert({ associations: [damaged('damaged', BEGIN + 1_000)] });
      const late = { ...parts, now: () => BEGIN + DAY };
      const unmet = new UnmetDeadlines();
      const others = othersBeside(late, unmet);
      await runTimers(late, unmet, FIRST);
      expect(await others.areAtIt()).toBe(false);
      // Another server has met it, and is at something else.
      await stores.store.commit(async (tx) => {
        const row = (await tx.one(ASSOCIATION, 'damaged')) as AssociationRow;
        tx.update(associations, row, { dueAt: null });
      });
      await insert({ lags: [deletedLag('at it', BEGIN + 2_000)] });
      expect(await others.areAtIt()).toBe(true);
    });
  });
}
