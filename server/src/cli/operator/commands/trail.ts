import { setTimeout as later } from 'node:timers/promises';
import type { Json } from '../client.ts';
import type { Cli, Given, Verb } from '../command.ts';
import { failureOf } from '../failure.ts';
import { CommandFailed } from '../io.ts';
import { allItems } from '../pages.ts';
import { eventsOf } from '../sse.ts';
import { tableOf } from '../table.ts';
import { countOf, textOf } from './arguments.ts';

const MAX = 100;
/** A stream that broke is opened again after this. */
const AGAIN_MS = 1_000;

const FILTERS = [
  ['--account <id>', 'of one account'],
  ['--resource <id>', 'that names or changed one thing'],
  ['--action <name>', 'such as CreateConnection or approveOrder'],
  ['--actor <name>', 'such as operator:ann, key:AKIA…, timer, fabric, or operator alone'],
] as const;

const filterOf = (given: Given) => ({
  account: textOf(given, 'account'),
  resource: textOf(given, 'resource'),
  action: textOf(given, 'action'),
  actor: textOf(given, 'actor'),
  from: textOf(given, 'from'),
  to: textOf(given, 'to'),
});

interface Change {
  readonly resource: string;
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
}

const COLUMNS = [
  ['AT', 'at'],
  ['ACTOR', 'actor'],
  ['ACTION', 'action'],
  ['ACCOUNT', 'account'],
  ['STATES ENTERED', (item: Json) => changesOf(item)],
] as const;

const changesOf = (item: Json) =>
  (item['changes'] as readonly Change[]).map(
    ({ resource, id, from, to }) => `${resource} ${id} ${from ?? '(new)'} → ${to}`,
  );

/** The audit trail. */
export const AUDIT: Verb = {
  usage: 'audit',
  summary: 'who changed what, the newest first',
  examples: [
    'audit',
    'audit --resource dxcon-ffabc123',
    'audit --actor operator --from 2027-03-01T00:00:00Z --max 1000',
  ],
  options: [
    ...FILTERS,
    ['--from <moment>', 'from this moment on'],
    ['--to <moment>', 'before this moment'],
    ['--max <n>', `records at most; ${MAX} by default`],
  ],
  run: async (cli, _args, given) =>
    cli.list(await allItems(cli, '/audit', filterOf(given), countOf(given, 'max', MAX)), COLUMNS),
};

/** The trail as it grows. */
export const EVENTS: Verb = {
  usage: 'events',
  summary: 'the latest changes, and with --follow those to come',
  examples: ['events --follow', 'events --follow --account 123456789012 --json'],
  options: [
    ...FILTERS,
    ['-f, --follow', 'wait for what comes, until Ctrl+C'],
    ['--max <n>', 'earlier records at most; 20 by default'],
  ],
  run: async (cli, _args, given) => {
    const max = countOf(given, 'max', 20);
    const query = filterOf(given);
    const { place } = await cli.ask('GET', '/audit', { query: { ...query, limit: 1 } });
    const earlier = (await allItems(cli, '/audit', query, max)).toReversed();
    for (const record of earlier) print(cli, record);
    if (given['follow'] !== true) return;
    const last = Math.max(Number(place), ...earlier.map(({ seq }) => Number(seq)));
    await follow(cli, query, Number(place), last);
  },
};

/** @param told place up to which everything has been printed */
async function follow(
  cli: Cli,
  query: ReturnType<typeof filterOf>,
  from: number,
  told: number,
): Promise<void> {
  let after = from;
  let last = told;
  while (!cli.io.signal.aborted) {
    try {
      const response = await cli.open('GET', '/events', {
        query: { ...query, after },
        accept: 'text/event-stream',
      });
      for await (const { name, id, data } of eventsOf(response)) {
        if (name === 'problem') throw failureOf(data, response.status, { ...cli, path: '' });
        after = Number(id);
        if (after > last) print(cli, JSON.parse(data) as Json);
        last = Math.max(last, after);
      }
    } catch (error) {
      if (cli.io.signal.aborted) return;
      // What is wrong with the request stays wrong; a server that is away may come again.
      if (error instanceof CommandFailed && !error.message.startsWith('cannot reach')) throw error;
      cli.io.err.write(`${error instanceof Error ? error.message : String(error)}; trying again\n`);
    }
    await later(AGAIN_MS, undefined, { signal: cli.io.signal }).catch(() => {});
  }
}

/** A line a record, so that other programs can read along. */
function print({ io, json }: Cli, record: Json): void {
  const [, line = ''] = tableOf([record], COLUMNS).split('\n');
  io.out.write(`${json ? JSON.stringify(record) : line}\n`);
}
