import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { startCluster } from './cluster.ts';
import { createDatabase, TEMPLATE } from './databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the maintenance database of the cluster that this run has started. */
    postgres: string;
  }
}

/** One cluster for the whole run, with a migrated database that every test's own is copied from. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster(false);
  // Its text is sorted as people do it: that the store sorts by bytes must not hang on the database.
  await createDatabase(cluster.url('postgres'), TEMPLATE, "template0 locale_provider icu icu_locale 'en'");
  const store = await openPostgres(cluster.url(TEMPLATE));
  await store.close();
  provide('postgres', cluster.url('postgres'));
  return () => cluster.stop();
}
