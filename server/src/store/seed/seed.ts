import { CATALOGUE } from '../setting-names.ts';
import type { Store } from '../store.ts';
import { devices, locations } from '../tables/inventory.ts';
import { query, rowsOf } from '../table.ts';
import { storedSettings } from '../tables/records.ts';

const SEEDED = rowsOf(storedSettings, 'where name = ?');
const ANY = query<{ n: number }>('select count(*) as n from location');
/** Raise it when the catalogue's data changes: the lab's stores take the new entries at their next start. */
const EDITION = '2026-02-17.1';

/** Puts the lab's catalogue into a store that does not have it yet. What is there already is kept. */
export async function seedLab(store: Store): Promise<void> {
  const seeded = await store.reader.one(SEEDED, CATALOGUE);
  if (seeded?.value === EDITION) return;
  const { labCatalogue } = await import('./lab-catalogue.ts');
  const lab = labCatalogue();
  await store.commit(async (tx) => {
    const marked = await tx.one(SEEDED, CATALOGUE);
    if (marked?.value === EDITION) return;
    const fresh = ((await tx.one(ANY))?.n ?? 0) === 0;
    const known = fresh ? new Set<string>() : await present(tx);
    const missing = lab.locations.filter((row) => !known.has(`${row.region} ${row.codeKey}`));
    for (const row of missing) tx.insert(locations, row);
    for (const row of lab.devices.filter(({ id }) => !known.has(id))) tx.insert(devices, row);
    if (marked === undefined) tx.insert(storedSettings, { name: CATALOGUE, value: EDITION, revision: 1 });
    else tx.update(storedSettings, marked, { value: EDITION });
  });
}

async function present(tx: Pick<Store['reader'], 'all'>): Promise<ReadonlySet<string>> {
  const known = await tx.all(query<{ id: string }>(`select region || ' ' || code_key as id from location`));
  const made = await tx.all(query<{ id: string }>('select id from device'));
  return new Set([...known, ...made].map(({ id }) => id));
}
