import { describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';
import { run } from './cli.testing.ts';

describe('crossconnect operator', () => {
  const server = useServer();
  const failed = (args: readonly string[]) => run(args, { endpoint: server.endpoint });
  const help = async (...args: readonly string[]) => (await failed([...args, '--help'])).out;

  test.each([
    [['orders', 'lists'], /^crossconnect: unknown command 'lists'.*\ncrossconnect operator orders --help/],
    [['order'], /^crossconnect: unknown command 'order'/],
    [['orders'], /^crossconnect: a command is missing\ncrossconnect operator orders --help shows how\n$/],
    [[], /^crossconnect: a command is missing\ncrossconnect operator --help shows how\n$/],
    [['orders', 'list', '--stat', 'x'], /^crossconnect: unknown option '--stat'.*--status/],
    [
      ['orders', 'reject', 'dxcon-ffabcdef'],
      /required option '--reason <text>' not specified\ncrossconnect operator orders reject --help/,
    ],
    [['orders', 'approve'], /missing required argument 'order'/],
    [['ports', 'declare', 'sw', 'x-y', '--speed', '10G'], /"x-y" is no range of ports\nWrite it as 1-48/],
    [['ports', 'far-end', 'sw.1', 'bright'], /"bright" is not allowed here\nAllowed is lit or dark/],
    [['accounts', 'update', '123456789012', '--quota', 'lagsPerRegion'], /has no value\nWrite it as/],
    [['status', '--endpoint', 'ftp://x'], /"ftp:\/\/x" is no address of a server\n/],
  ] as const)('%j is asked wrongly', async (args, words) => {
    const ran = await failed(args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(words);
  });

  test.each([
    [
      'http://127.0.0.1:1',
      /^crossconnect: cannot reach a crossconnect server at http:\/\/127\.0\.0\.1:1 \(.+\)\nStart one/,
    ],
  ])('a server that is not there: %s', async (endpoint, words) => {
    const ran = await run(['status'], { endpoint });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(words);
  });

  test('the settings of the environment say where the server is', async () => {
    const { hostname: CROSSCONNECT_HOST, port: CROSSCONNECT_PORT } = new URL(server.endpoint);
    const ran = await run(['status'], { endpoint: '', env: { CROSSCONNECT_HOST, CROSSCONNECT_PORT } });
    expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining('you.name') });
  });

  test('helps, with examples, on every command', async () => {
    const whole = await help();
    expect(whole).toContain('crossconnect operator orders list');
    expect(whole).toContain('CROSSCONNECT_OPERATOR_TOKEN');
    const groups = commandsIn(whole);
    expect(groups).toEqual(expect.arrayContaining(['orders', 'clock', 'ports', 'status', 'events']));
    const verbs = await Promise.all(
      groups.map(async (group) => {
        const inner = commandsIn(await help(group));
        return inner.length === 0 ? [[group]] : inner.map((name) => [group, name]);
      }),
    );
    expect(verbs.flat().length).toBeGreaterThan(50);
    for (const verb of verbs.flat()) {
      const text = await help(...verb);
      expect(text).toContain(`Usage: crossconnect operator ${verb.join(' ')}`);
      expect(text).toContain(`Examples:\n  crossconnect operator ${verb.join(' ')}`);
    }
  });
});

/** Names under `Commands:`, that of help itself aside. */
function commandsIn(text: string): readonly string[] {
  const [, list = ''] = text.split('Commands:\n');
  const [commands = ''] = list.split('\n\n');
  return [...commands.matchAll(/^ {2}([a-z-]+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}
