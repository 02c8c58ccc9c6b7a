import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Conflict, type Store } from '../../src/store/store.ts';
import { accounts, type AccountRow } from '../../src/store/tables/accounts.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { type StoredSettingRow, storedSettings } from '../../src/store/tables/records.ts';
import { administer } from '../support/databases.ts';
import { account, ACCOUNT, connection, COUNT, SETTING, setting, SETTINGS } from './rows.ts';
import { useStores } from './use-store.ts';

const QUOTA = 10;
/** By then a server has noticed that its connections are gone. */
const BREAK_MS = 200;

/** An order as operations make it: counts what the account has, and touches the account. */
function order(store: Store, owner: string, seq: number): Promise<boolean> {
  return store.commit(async (tx) => {
    const row = (await tx.one(ACCOUNT, owner)) as AccountRow | undefined;
    const used = (await tx.one(COUNT, owner))?.n ?? 0;
    if (used >= QUOTA) return false;
    if (row === undefined) tx.insert(accounts, account(owner));
    else tx.touch(accounts, row);
    tx.insert(connections, connection({ id: `dxcon-${owner}-${seq}`, account: owner, seq }));
    return true;
  });
}

const ordersOf = (stores: readonly Store[], owner: string) =>
  Promise.all(
    Array.from({ length: 32 }, (_, seq) => order(stores[seq % stores.length] as Store, owner, seq)),
  );

describe('two servers on one database', () => {
  const stores = useStores('postgres');

  test.for(['registered', 'undeclared'])(
    'keep a quota of 10 between them under 32 orders at once of an account that is %s',
    async (kind) => {
      const other = await stores.another();
      if (kind === 'registered') {
        await stores.store.commit(async (tx) => tx.insert(accounts, account(kind)));
      }
      const taken = await ordersOf([stores.store, other], kind);
      expect(taken.filter(Boolean)).toHaveLength(QUOTA);
      expect(await stores.store.reader.one(COUNT, kind)).toEqual({ n: QUOTA });
    },
  );

  test.for([
    ['at its first attempt', 1],
    ['in line', 2],
  ] as const)(
    'a unit that counts before it reads what it touches sees both at one moment, %s',
    async ([when, disturbed]) => {
      const other = await stores.another();
      const owner = `counted ${when}`;
      await stores.store.commit(async (tx) => tx.insert(accounts, account(owner)));
      let attempts = 0;
      const seen: number[] = [];
      await stores.store.commit(async (tx) => {
        attempts += 1;
        if (attempts < disturbed) throw new Conflict('as if another had been first');
        seen.push((await tx.one(COUNT, owner))?.n ?? 0);
        if (attempts === disturbed) await order(other, owner, 2_000);
        tx.touch(accounts, (await tx.one(ACCOUNT, owner)) as AccountRow);
      });
      expect(seen.at(-1)).toBe(1);
      expect(attempts).toBeGreaterThan(disturbed);
    },
  );

  test('a unit in line may touch what it has just made', async () => {
    let attempts = 0;
    await stores.store.commit(async (tx) => {
      attempts += 1;
      if (attempts === 1) throw new Conflict('as if another had been first');
      const made = account(`made ${attempts}`);
      tx.insert(accounts, made);
      tx.touch(accounts, made);
    });
    expect(attempts).toBe(2);
  });

  test('number what they make without a gap, though nobody touches anything', async () => {
    const other = await stores.another();
    const next = (store: Store) =>
      store.commit(async (tx) => {
        const rows = await tx.all(SETTINGS);
        const last = rows.filter(({ name }) => name.startsWith('n.')).length;
        tx.insert(storedSettings, setting(`n.${last + 1}`));
      });
    await Promise.all(Array.from({ length: 48 }, (_, index) => next(index % 2 === 0 ? stores.store : other)));
    const names = (await stores.store.reader.all(SETTINGS)).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('n.'))).toHaveLength(48);
    expect(names).toContain('n.48');
  });

  test('change two rows in opposite order, and wait for nobody in a circle', async () => {
    const other = await stores.another();
    await stores.store.commit(async (tx) => {
      tx.insert(storedSettings, setting('pair.a', '0'));
      tx.insert(storedSettings, setting('pair.b', '0'));
    });
    const both = (store: Store, names: readonly string[]) =>
      store.commit(async (tx) => {
        for (const name of names) {
          const row = (await tx.one(SETTING, name)) as StoredSettingRow;
          tx.update(storedSettings, row, { value: String(Number(row.value) + 1) });
        }
      });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0 ? both(stores.store, ['pair.a', 'pair.b']) : both(other, ['pair.b', 'pair.a']),
      ),
    );
    expect(await stores.store.reader.one(SETTING, 'pair.a')).toMatchObject({ value: '40' });
    expect(await stores.store.reader.one(SETTING, 'pair.b')).toMatchObject({ value: '40' });
  });

  test.for([
    ['at its first attempt', 1],
    ['in line', 2],
  ] as const)(
    'a unit looks again when a row that it guards has changed, and writes nothing to it, %s',
    async ([when, disturbed]) => {
      const other = await stores.another();
      const [guarded, written] = [`guarded ${when}`, `beside ${when}`];
      await stores.store.commit(async (tx) => tx.insert(storedSettings, setting(guarded, '0')));
      let attempts = 0;
      await stores.store.commit(async (tx) => {
        attempts += 1;
        if (attempts < disturbed) throw new Conflict('as if another had been first');
        const row = (await tx.one(SETTING, guarded)) as StoredSettingRow;
        if (attempts === disturbed)
          await other.commit(async (theirs) => void theirs.update(storedSettings, row, { value: '1' }));
        tx.guard(storedSettings, row);
        tx.insert(storedSettings, setting(written, row.value));
      });
      expect(attempts).toBeGreaterThan(disturbed);
      expect(await stores.store.reader.one(SETTING, written)).toMatchObject({ value: '1' });
      expect(await stores.store.reader.one(SETTING, guarded)).toMatchObject({ value: '1', revision: 2 });
    },
  );

  test('guard one row at once, and nobody is in the way', async () => {
    const [store, other] = [stores.store, await stores.another()];
    await store.commit(async (tx) => tx.insert(storedSettings, setting('all guard', '0')));
    const { replays: before } = await store.figures();
    const guarding = (index: number) =>
      (index % 2 === 0 ? store : other).commit(async (tx) => {
        tx.guard(storedSettings, (await tx.one(SETTING, 'all guard')) as StoredSettingRow);
        tx.insert(storedSettings, setting(`guards.${index}`));
      });
    await Promise.all(Array.from({ length: 40 }, (_, index) => guarding(index)));
    expect([(await store.figures()).replays, (await other.figures()).replays]).toEqual([before, 0]);
  });

  test('a row may be guarded and then changed or touched', async () => {
    const { store } = stores;
    await store.commit(async (tx) => tx.insert(storedSettings, setting('guarded first', '0')));
    for (const change of ['update', 'touch'] as const) {
      await store.commit(async (tx) => {
        const row = (await tx.one(SETTING, 'guarded first')) as StoredSettingRow;
        tx.guard(storedSettings, row);
        if (change === 'touch') tx.touch(storedSettings, row);
        else tx.update(storedSettings, row, { value: '1' });
        tx.guard(storedSettings, row);
      });
    }
    expect(await store.reader.one(SETTING, 'guarded first')).toMatchObject({ value: '1', revision: 3 });
  });

  test('never take the same deadline through at the same time', async () => {
    const other = await stores.another();
    await stores.store.commit(async (tx) => {
      for (let seq = 1_000; seq < 1_100; seq += 1)
        tx.insert(connections, connection({ id: `dxcon-due${seq}`, seq, dueAt: seq }));
    });
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? stores.store : other).claimDue(connections, 2_000, 20),
      ),
    );
    const claimed = claims.flat().map(({ id }) => id);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed.length).toBeGreaterThanOrEqual(20);
    const rest = await stores.store.claimDue(connections, 2_000, 200);
    expect(claimed.length + rest.length).toBe(100);
    expect(await other.claimDue(connections, 2_000, 200)).toEqual([]);
  });

  test('wake each other', async () => {
    const other = await stores.another();
    const heard = new Promise((resolve) => {
      other.onWake(() => resolve('awake'));
    });
    stores.store.wake();
    expect(await heard).toBe('awake');
  });

  test('survive that every connection breaks under load', async () => {
    const { store } = stores;
    const load = Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        store.commit(async (tx) => tx.insert(storedSettings, setting(`broken.${index}`))),
      ),
    );
    await sleep(5);
    await administer(
      stores.setting,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const outcomes = await load;
    await sleep(BREAK_MS);
    await store.commit(async (tx) => tx.insert(storedSettings, setting('broken.after')));
    const names = new Set((await store.reader.all(SETTINGS)).map(({ name }) => name));
    expect(names).toContain('broken.after');
    // What was answered is there; what was not may be.
    const answered = outcomes.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [`broken.${index}`] : [],
    );
    expect(answered.filter((name) => !names.has(name))).toEqual([]);
  });

  test('hear each other again after their connections broke', async () => {
    const other = await stores.another();
    const heard = new Promise((resolve) => {
      other.onWake(() => resolve('awake'));
    });
    await administer(
      stores.setting,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen %'`,
    );
    // Until a listener is back the hint is lost; nobody is told so.
    const telling = setInterval(() => stores.store.wake(), 100);
    expect(await heard).toBe('awake');
    clearInterval(telling);
  });

  test('survive that a transaction of the line breaks', async () => {
    const { store } = stores;
    await store.commit(async (tx) => tx.insert(storedSettings, setting('line', '0')));
    const stale = (await store.reader.one(SETTING, 'line')) as StoredSettingRow;
    let attempts = 0;
    const unit = store.commit(async (tx) => {
      attempts += 1;
      if (attempts === 2) {
        await administer(
          stores.setting,
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and state = 'idle in transaction'`,
        );
      }
      tx.update(storedSettings, attempts === 1 ? { ...stale, revision: 99 } : stale, { value: '1' });
      await tx.one(SETTING, 'line');
    });
    await expect(unit).rejects.toThrow(/terminat|connection/i);
    await sleep(BREAK_MS);
    await store.commit(async (tx) => void tx.update(storedSettings, stale, { value: '2' }));
    expect(await store.reader.one(SETTING, 'line')).toMatchObject({ value: '2', revision: 2 });
  });
});
