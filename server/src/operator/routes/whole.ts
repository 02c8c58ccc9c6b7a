import { type Route, route } from '../route.ts';
import { flag, integer, object, optional, time } from '../schema.ts';
import { iso } from '../views/common.ts';
import { checkedRows } from '../whole/check-snapshot.ts';
import { resetLab, restoreLab } from '../whole/replace.ts';
import { snapshotSchema, takeSnapshot } from '../whole/snapshot.ts';

/** A lab of some hundred thousand rows. */
const SNAPSHOT_BYTES_MAX = 256 * 1024 * 1024;

/** A lab as a whole: emptied, kept, brought back. */
export const wholeRoutes: readonly Route[] = [
  route({
    name: 'resetLab',
    method: 'POST',
    path: '/reset',
    summary: 'Empties the lab: accounts, connections and all the rest; the clock is real time again',
    description:
      'Locations, devices and declared ports stay, and are free. Tokens of the operator API and the key of the secrets are the server’s own and stay in any case.',
    role: 'admin',
    body: object({ all: optional(flag('true: locations, devices and ports go as well.')) }),
    status: 204,
    handle: (call) => resetLab(call, call.body.all === true),
  }),
  route({
    name: 'takeSnapshot',
    method: 'GET',
    path: '/snapshot',
    summary: 'All that the lab holds, at one moment: rows, faults and light, the clock',
    role: 'admin',
    answer: snapshotSchema,
    handle: ({ parts }) =>
      parts.store.atOneMoment((reader) => takeSnapshot(reader, parts.now(), parts.realNow())),
  }),
  route({
    name: 'restoreSnapshot',
    method: 'POST',
    path: '/restore',
    summary: 'Puts a snapshot in the place of everything, whole or not at all',
    description:
      'The service’s clock goes on from the moment at which the snapshot was taken. Secrets in it open only for a server with the same key.',
    role: 'admin',
    body: snapshotSchema,
    bodyLimit: SNAPSHOT_BYTES_MAX,
    answer: object({ rows: integer({ description: 'Rows restored.' }), clock: time("The service's time.") }),
    handle: async (call) => {
      const { parts, body } = call;
      const rows = checkedRows(body, { sealer: parts.sealer, types: await parts.store.columnTypes() });
      const { takenAt, clock, schema } = body;
      await restoreLab({ ...call, body: { takenAt, clock, schema } }, rows, Date.parse(clock));
      const count = Object.values(rows).reduce((sum, table) => sum + table.length, 0);
      return { rows: count, clock: iso(parts.now()) };
    },
  }),
];
