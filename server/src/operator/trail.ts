import { scan, type Scanned } from '../store/queries/scan.ts';
import type { Reader, StateChange } from '../store/store.ts';
import type { Value } from '../store/table.ts';
import { type RecordRow, records } from '../store/tables/records.ts';
import { MOMENT_ALLOWED, momentMs } from './duration.ts';
import { invalid } from './problem.ts';
import { anyObject, type Infer, integer, list, nullable, object, optional, text, time } from './schema.ts';
import { accountId, iso } from './views/common.ts';

/** What can be asked of the trail and of its stream. */
export const trailFilter = {
  account: optional({
    ...accountId,
    description:
      'Whose request it was, or whose resource: what time, the fabric and other accounts did to it, too.',
  } as typeof accountId),
  resource: optional(text({ maxLength: 256, description: 'Id of whatever was named or changed.' })),
  action: optional(
    text({ maxLength: 64, description: 'An operation or an operator action, such as CreateConnection.' }),
  ),
  actor: optional(
    text({
      maxLength: 256,
      description: 'Such as operator:local, key:AKIA…, timer, or a kind alone: operator, key.',
    }),
  ),
  from: optional(text({ description: 'From this moment on, of the service’s clock.' })),
  to: optional(text({ description: 'Before this moment.' })),
};
const filter = object(trailFilter);

/** One recorded change: who did what, and which states were entered. */
export const recordSchema = object(
  {
    seq: integer({ description: 'Its place in the trail: higher is later.' }),
    at: time('When, by the clock of the service.'),
    actor: text(),
    action: text(),
    account: nullable(text()),
    region: nullable(text()),
    requestId: nullable(text()),
    sourceIp: nullable(text()),
    request: nullable(anyObject),
    changes: list(
      object({
        resource: text(),
        id: text(),
        from: nullable(text()),
        to: text(),
        account: optional(text({ description: "Whose it is, where that is another than the record's." })),
      }),
    ),
  },
  { title: 'Record' },
);

export function recordView(row: RecordRow): Infer<typeof recordSchema> {
  return {
    seq: row.seq,
    at: iso(row.at),
    actor: row.actor,
    action: row.action,
    account: row.account,
    region: row.region,
    requestId: row.requestId,
    sourceIp: row.sourceIp,
    request: row.request === null ? null : (JSON.parse(row.request) as object),
    changes: changesOf(row),
  };
}

type Check = (row: RecordRow) => boolean;

/**
 * Which records a filter lets through.
 *
 * @throws Problem for a moment that is none
 */
export function trailMatcher(asked: Infer<typeof filter>): Check {
  const { account, resource, action, actor } = asked;
  const from = momentOf('from', asked.from);
  const to = momentOf('to', asked.to);
  // As a whole value in the record's JSON.
  const id = resource === undefined ? undefined : JSON.stringify(resource);
  const checks: readonly Check[] = [
    ...when(account, (wanted) => (row) => row.account === wanted || isOf(row, wanted)),
    ...when(action, (wanted) => (row) => row.action === wanted),
    ...when(actor, (wanted) => (row) => row.actor === wanted || row.actor.startsWith(`${wanted}:`)),
    ...when(from, (first) => (row) => row.at >= first),
    ...when(to, (end) => (row) => row.at < end),
    ...when(id, (wanted) => (row) => row.changes.includes(wanted) || (row.request ?? '').includes(wanted)),
  ];
  return (row) => checks.every((check) => check(row));
}

/** Whether it entered a state of what another account than the caller owns. */
function isOf({ changes }: RecordRow, account: string): boolean {
  return changes.includes(`"account":"${account}"`);
}

function when<T>(wanted: T | undefined, check: (wanted: T) => Check): readonly Check[] {
  return wanted === undefined ? [] : [check(wanted)];
}

function momentOf(field: string, moment: string | undefined): number | undefined {
  if (moment === undefined) return undefined;
  const at = momentMs(moment);
  if (at !== undefined) return at;
  throw invalid([{ field: `query.${field}`, detail: 'is no moment', allowed: MOMENT_ALLOWED }]);
}

function changesOf(row: RecordRow): readonly StateChange[] {
  return JSON.parse(row.changes) as readonly StateChange[];
}

const AT_ONCE = 500;

/** What time and the fabric have changed since a place in the trail: how much, and the first of it. */
export async function changedSince(reader: Reader, place: number, max: number) {
  const first: (StateChange & { readonly at: string })[] = [];
  let total = 0;
  const keep = (row: RecordRow) => row.actor === 'timer' || row.actor === 'fabric';
  for (let after: readonly Value[] | undefined = [place]; after !== undefined; ) {
    const found: Scanned<RecordRow> = await scan(reader, { table: records, keep, limit: AT_ONCE, after });
    for (const row of found.rows) {
      const changes = changesOf(row);
      total += changes.length;
      first.push(...changes.slice(0, max - first.length).map((change) => ({ at: iso(row.at), ...change })));
    }
    after = found.next;
  }
  return { total, first };
}
