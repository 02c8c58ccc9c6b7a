// The sessions that documents show, typed into a shell with the AWS CLI, boto3 and the JavaScript SDK.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';
import {
  asTold,
  openTerminal,
  type Session,
  sessionsOf,
  settled,
  type Terminal,
  tells,
} from './console.testing.ts';

const ROOT = join(import.meta.dirname, '../../..');
const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
const sessions = documents.flatMap((file) =>
  sessionsOf(readFileSync(join(ROOT, file), 'utf8')).map((session) => ({ file, ...session })),
);

test('documents show sessions', () => {
  expect(sessions.map(({ file }) => file)).toContain('README.md');
});

describe.for(sessions)('$file', ({ file, flags, steps }) => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast', ...flags] });
  let terminal: Terminal;
  beforeAll(() => {
    terminal = openTerminal(server.endpoint);
  });
  afterAll(() => terminal.close());

  test.for(steps.map((step) => [`${file}:${step.line}`, step] as const))('%s', async ([, step]) => {
    const seen = await terminal.type(step.command);
    expect(asTold(step.output, seen)).toEqual(step.output.map(settled));
  });
});

describe('a document that tells something else is found', () => {
  const session = (...lines: readonly string[]): Session => {
    const [found] = sessionsOf(['<!-- run: -->', '```console', ...lines, '```'].join('\n'));
    if (found === undefined) throw new Error('no session');
    return found;
  };

  test('commands with their output, over several lines and blocks', () => {
    const { steps } = session('$ one \\', '>   two', 'said', '$ three');
    expect(steps).toEqual([
      { line: 3, command: 'one \\\n  two', output: ['said'] },
      { line: 6, command: 'three', output: [] },
    ]);
    expect(sessionsOf('```console\n$ not run\n```\n')).toEqual([]);
    expect(() => sessionsOf('<!-- run -->\n```console\n$ x\n```\n')).toThrow('no session to go on with');
    expect(() => session('said')).toThrow('output before the first command');
  });

  test.for<[readonly string[], readonly string[], boolean]>([
    [['dxcon-ffaaaaaa available'], ['dxcon-fgbbbbbb available'], true],
    [['dxcon-ffaaaaaa available'], ['dxcon-fgbbbbbb down'], false],
    [['a', '...', 'z'], ['a', 'b', 'c', 'z'], true],
    [['a', '...'], ['a'], true],
    [['a', '...', 'z'], ['a', 'b'], false],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [[], ['a'], false],
  ])('%j of %j: %s', ([written, seen, expected]) => {
    expect(tells(written, seen)).toBe(expected);
  });

  test('a terminal keeps what was set, and hears both streams', async () => {
    const terminal = openTerminal('http://127.0.0.1:1');
    try {
      expect(await terminal.type('x=1')).toEqual([]);
      expect(await terminal.type('echo $x; echo http://127.0.0.1:4590 >&2')).toEqual([
        '1',
        'http://127.0.0.1:4590',
      ]);
    } finally {
      terminal.close();
    }
  });
});
