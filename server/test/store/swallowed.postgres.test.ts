// The network swallows what is on it: nobody is told, and nobody waits for long.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Store, StoreUnreachable } from '../../src/store/store.ts';
import { storedSettings } from '../../src/store/tables/records.ts';
import { openEngine, type OpenedEngine, openStoreOn } from '../support/engines.ts';
import { type SwallowingProxy, swallowingProxy } from '../support/swallowing-proxy.ts';
import { SETTING, setting } from './rows.ts';

/** Until somebody is told that a read is not answered, with some time to spare. */
const READ_MS = 10_000;
/** The same for a connection that cannot be made after that. */
const CONNECT_TOO_MS = 16_000;
const WRITE_MS = 20_000;
/** A write that would have waited longer than that, had nobody else been told. */
const SOON_MS = 12_500;

describe('a database that is not heard of any more', () => {
  let place: OpenedEngine;
  let proxy: SwallowingProxy;
  let store: Store;

  beforeEach(async () => {
    place = await openEngine('postgres');
    proxy = await swallowingProxy(place.setting);
    store = await openStoreOn(proxy.url);
    await store.commit(async (tx) => tx.insert(storedSettings, setting('there', '1')));
    // Several connections are open, and idle.
    await Promise.all(Array.from({ length: 6 }, read));
  });

  afterEach(async () => {
    await store.close();
    await proxy.close();
    await place.dispose();
  });

  const read = () => store.reader.one(SETTING, 'there');
  const told = async (work: Promise<unknown>) => {
    const begun = performance.now();
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, ms: performance.now() - begun };
  };

  test('a read is told so in seconds, and the next ones find their way', async () => {
    proxy.swallow(false);
    const { error, ms } = await told(read());
    expect(error).toBeInstanceOf(StoreUnreachable);
    expect(String(error)).toMatch(/PostgreSQL at 127\.0\.0\.1:\d+ does not answer: .*look at the network/);
    expect(ms).toBeLessThan(READ_MS);
    // The others were on the same way: nobody else waits for one of them.
    const after = await Promise.all(Array.from({ length: 20 }, () => told(read())));
    expect(after.filter(({ error: one }) => one !== undefined)).toEqual([]);
    expect(Math.max(...after.map((one) => one.ms))).toBeLessThan(2_000);
  });

  test('many reads at once are all told, those too that waited for a connection, and all is well afterwards', async () => {
    proxy.swallow(true);
    const all = await Promise.all(Array.from({ length: 60 }, () => told(read())));
    expect(all.filter(({ error }) => !(error instanceof StoreUnreachable))).toEqual([]);
    expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(CONNECT_TOO_MS);
    proxy.mend();
    const { error, ms } = await told(Promise.all(Array.from({ length: 60 }, read)));
    expect(error).toBeUndefined();
    expect(ms).toBeLessThan(2_000);
  });

  test('a unit is told too, is not done twice, and the next one is written', async () => {
    let attempts = 0;
    const unit = store.commit(async (tx) => {
      attempts += 1;
      await tx.one(SETTING, 'there');
      proxy.swallow(false);
      tx.insert(storedSettings, setting('lost'));
    });
    const { error, ms } = await told(unit);
    expect(error).toBeInstanceOf(StoreUnreachable);
    expect(ms).toBeLessThan(WRITE_MS);
    expect(attempts).toBe(1);
    await store.commit(async (tx) => tx.insert(storedSettings, setting('next')));
    expect(await store.reader.one(SETTING, 'next')).toBeDefined();
  });

  test('a unit is told soon after a read that went the same way', async () => {
    const unit = store.commit(async (tx) => {
      await tx.one(SETTING, 'there');
      tx.insert(storedSettings, setting('lost'));
      proxy.swallow(false);
    });
    const [write] = await Promise.all([told(unit), told(read())]);
    expect(write.error).toBeInstanceOf(StoreUnreachable);
    expect(write.ms).toBeLessThan(SOON_MS);
  });

  test('a statement that takes too long is given up by the database itself', async () => {
    const { error, ms } = await told(store.reader.all({ sql: 'select pg_sleep(60)' }));
    expect(error).toBeInstanceOf(StoreUnreachable);
    expect(String(error)).toContain('has not done in time what it was asked: canceling statement');
    expect(ms).toBeLessThan(READ_MS);
    expect(await read()).toBeDefined();
  });

  test('servers hear each other again', async () => {
    const other = await openStoreOn(place.setting);
    proxy.swallow(false);
    const heard = new Promise((resolve) => {
      store.onWake(() => resolve('awake'));
    });
    const telling = setInterval(() => other.wake(), 200);
    try {
      expect(await heard).toBe('awake');
    } finally {
      clearInterval(telling);
      await other.close();
    }
  });
});
