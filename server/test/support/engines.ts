import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createDatabase, dropDatabase } from './databases.ts';

/** The engines of the store. PostgreSQL is there in `npm run test:postgres` only. */
export const engineNames = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof engineNames)[number];

/** A fresh, empty place to store in. */
export interface OpenedEngine {
  /** What `--store` takes: a path, or a URL. */
  readonly setting: string;
  /** Removes it; whoever works on it must have ended. */
  dispose(): Promise<void>;
}

/** Makes a place of the test's own. */
export function openEngine(name: EngineName): Promise<OpenedEngine> {
  return name === 'sqlite' ? Promise.resolve(freshFile()) : freshDatabase();
}

/** Opens a store on a place; where the engine is shared, as often as one likes. */
export async function openStoreOn(setting: string, onCommit?: (units: number) => void): Promise<Store> {
  return setting.startsWith('postgres:') ? openPostgres(setting, onCommit) : openSqlite(setting, onCommit);
}

function freshFile(): OpenedEngine {
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-store-'));
  return {
    setting: join(folder, 'crossconnect.db'),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function freshDatabase(): Promise<OpenedEngine> {
  const admin: string | undefined = inject('postgres');
  if (admin === undefined) throw new Error('there is no PostgreSQL in this run: npm run test:postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const setting = await createDatabase(admin, name);
  return { setting, dispose: () => dropDatabase(admin, name) };
}
