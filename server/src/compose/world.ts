import type { EdgeWorld, ReadWorld } from '../fabric/drivers/simulated/driver.ts';
import type { CustomerWorld } from '../fabric/drivers/simulated/session.ts';
import type { PortFault } from '../fabric/drivers/simulated/world.ts';
import { announcementsOf } from './announcements-kept.ts';
import { customersAround, sessionsAround, worldAround } from '../store/queries/edges.ts';
import type { Reader } from '../store/store.ts';

/** The simulated world around an edge, from its rows. */
export function readWorldFrom(reader: Reader): ReadWorld {
  const announcements = announcementsOf(reader);
  return async (edge) => {
    const [ports, customers, sessions] = await Promise.all([
      portsAround(reader, edge),
      routersAround(reader, edge, announcements),
      peersAround(reader, edge),
    ]);
    return { ports, customers, sessions };
  };
}

async function portsAround(reader: Reader, edge: string): Promise<EdgeWorld['ports']> {
  const rows = await worldAround(reader, edge);
  return new Map(
    rows.map(({ number, patched, farEndLit, fault }) => [
      number,
      { number, patched: patched === 1, farEndLit: farEndLit === 1, fault: fault as PortFault | null },
    ]),
  );
}

async function routersAround(
  reader: Reader,
  edge: string,
  announcementsTold: ReturnType<typeof announcementsOf>,
): Promise<EdgeWorld['customers']> {
  const rows = await customersAround(reader, edge);
  const told = await announcementsTold(rows);
  return new Map(
    rows.map((row): [string, CustomerWorld] => [
      row.virtualInterfaceId,
      {
        silenced: row.silenced === 1,
        bfd: row.bfd === 1,
        fallen: row.flap === 'fallen',
        wrongKey: row.wrongKey === 1,
        wrongAsn: row.wrongAsn,
        announcements: told.get(row.virtualInterfaceId) ?? null,
        clearedAt: row.clearedAt,
      },
    ]),
  );
}

async function peersAround(reader: Reader, edge: string): Promise<EdgeWorld['sessions']> {
  const rows = await sessionsAround(reader, edge);
  return new Map(rows.map(({ id, answers, ...rest }) => [id, { answers: answers === 1, ...rest }]));
}
