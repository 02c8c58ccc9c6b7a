import { readFileSync, writeFileSync } from 'node:fs';
import type { Json } from '../client.ts';
import type { Cli, Given, Verb } from '../command.ts';
import { failureOf } from '../failure.ts';
import { CommandFailed } from '../io.ts';
import { eventsOf } from '../sse.ts';
import { sheetOf, tableOf } from '../table.ts';
import { word } from './arguments.ts';
import { onFile } from './files.ts';

/** The clock of a lab. */
export const CLOCK: readonly Verb[] = [
  {
    usage: 'show',
    summary: "the service's time, and the next deadline",
    examples: ['clock show'],
    run: async (cli) => cli.show(await cli.ask('GET', '/clock')),
  },
  {
    usage: 'advance <how-far>',
    summary: 'advance the clock from deadline to deadline: by a length of time, or to a moment',
    examples: ['clock advance 7d', 'clock advance PT1H30M', 'clock advance 2027-03-01T00:00:00Z'],
    belowZero: [
      'time only goes forward: <how-far> cannot be below zero',
      'Give a length of time, such as: crossconnect operator clock advance 5d; or a moment that is to come',
    ],
    run: (cli, args) => advance(cli, word(args, 0)),
  },
];

async function advance(cli: Cli, far: string): Promise<void> {
  const body = /^\d{4}-\d\d-\d\d/.test(far) ? { to: far } : { by: far };
  const asked = { body, accept: 'text/event-stream, application/problem+json' };
  const report = await lastOf(cli, await cli.open('POST', '/clock/advance', asked));
  if (cli.json) return cli.show(report);
  const { changes = [], ...rest } = report as { readonly changes?: readonly Json[] } & Json;
  cli.io.out.write(`${sheetOf(rest)}\n`);
  if (changes.length > 0) {
    const columns = [
      ['AT', 'at'],
      ['WHAT', 'resource'],
      ['ID', 'id'],
      ['FROM', 'from'],
      ['TO', 'to'],
    ] as const;
    cli.io.out.write(`\n${tableOf(changes, columns)}\n`);
  }
  if (rest['complete'] === false) cli.io.err.write('It stopped on the way: say it again to go on.\n');
}

/** The report at the end of a stream; what comes before it is shown to a person who waits. */
async function lastOf({ io, endpoint, names }: Cli, response: Response): Promise<Json> {
  for await (const { name, data } of eventsOf(response)) {
    if (name === 'problem') throw failureOf(data, response.status, { endpoint, names, path: '' });
    const said = JSON.parse(data) as Json;
    if (name === 'done') {
      if (io.err.isTTY === true) io.err.write('\r\u001b[K');
      return said;
    }
    if (io.err.isTTY === true)
      io.err.write(`\r\u001b[K${String(said['now'])}  ${String(said['fired'])} deadlines`);
  }
  throw new CommandFailed(
    'the server ended before the clock had arrived',
    'Look how far it came: crossconnect operator clock show',
  );
}

/** Everything at once. */
export const WHOLE: readonly Verb[] = [
  {
    usage: 'reset',
    summary: 'lab: empty it; sites, devices and declared ports stay',
    examples: ['reset --yes', 'reset --all --yes'],
    options: [
      ['--all', 'sites, devices and ports as well'],
      ['--yes', 'you mean it'],
    ],
    run: async (cli, _args, given) => {
      meant(given, 'everything that customers and operators have done');
      await cli.ask('POST', '/reset', { body: given['all'] === true ? { all: true } : {} });
      cli.io.err.write('The lab is empty.\n');
    },
  },
  {
    usage: 'snapshot [file]',
    summary: 'lab: write all that it holds to a file, or to standard output',
    examples: ['snapshot lab.json', 'snapshot | gzip > lab.json.gz'],
    run: async (cli, args) => {
      const text = await (await cli.open('GET', '/snapshot')).text();
      const file = word(args, 0);
      if (file === '' || file === '-') cli.io.out.write(`${text}\n`);
      else {
        onFile(file, () => writeFileSync(file, `${text}\n`, { mode: 0o600 }));
        cli.io.err.write(`Written to ${file}.\n`);
      }
    },
  },
  {
    usage: 'restore <file>',
    summary: 'lab: put a snapshot in the place of everything; - reads standard input',
    examples: ['restore lab.json --yes', 'gunzip -c lab.json.gz | crossconnect operator restore - --yes'],
    options: [['--yes', 'you mean it']],
    run: async (cli, args, given) => {
      meant(given, 'everything in the lab');
      const file = word(args, 0);
      const text = onFile(file, () => readFileSync(file === '-' ? 0 : file, 'utf8'));
      cli.show(await cli.ask('POST', '/restore', { body: parsed(text, file) }));
    },
  },
];

function meant(given: Given, what: string): void {
  if (given['yes'] === true) return;
  throw new CommandFailed(`this would remove ${what}`, 'Say --yes if you mean it', 2);
}

function parsed(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the failure.
  }
  throw new CommandFailed(
    `${file} is no snapshot`,
    'Name a file that crossconnect operator snapshot has written',
  );
}
