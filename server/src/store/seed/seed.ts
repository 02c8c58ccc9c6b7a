import type { Store } from '../store.ts';
import { devices, locations } from '../tables/inventory.ts';
import { query, rowsOf } from '../table.ts';
import { storedSettings } from '../tables/records.ts';

const SEEDED = rowsOf(storedSettings, 'where name = ?');
const ANY = query<{ n: number }>('select count(*) as n from location');
/** Raise it when the catalogue's data changes: the lab's stores take the new entries at their next start. */
const CATALOGUE = '2026-02-17.1';

/** Puts the lab's catalogue into a store that does not have it yet. What is there already is kept. */
export async function seedLab(store: Store): Promise<void> {
  const seeded = await store.reader.one(SEEDED, 'catalogue');
  if (seeded?.value === CATALOGUE) return;
  const { labCatalogue } = await import('./lab-catalogue.ts');
  const lab = labCatalogue();
  await store.commit(async (tx) => {
    const marked = await tx.one(SEEDED, 'catalogue');
    if (marked?.value === CATALOGUE) return;
    const fresh = ((await tx.one(ANY))?.n ?? 0) === 0;
    const known = fresh ? new Set<string>() : await present(tx);
    for (const row of lab.locations)
      if (!known.has(`${row.region} ${row.codeKey}`)) tx.insert(locations, row);
    for (const row of lab.devices) if (!known.has(row.id)) tx.insert(devices, row);
    if (marked === undefined) tx.insert(storedSettings, { name: 'catalogue', value: CATALOGUE, revision: 1 });
    else tx.update(storedSettings, marked, { value: CATALOGUE });
  });
}

async function present(tx: Pick<Store['reader'], 'all'>): Promise<ReadonlySet<string>> {
  const known = await tx.all(query<{ id: string }>(`select region || ' ' || code_key as id from location`));
  const made = await tx.all(query<{ id: string }>('select id from device'));
  return new Set([...known, ...made].map(({ id }) => id));
}
