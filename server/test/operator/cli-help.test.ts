import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
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
    [['clock', 'advance', '-5d'], /^crossconnect: time only goes forward.*\nGive .* clock advance 5d;/],
    [['clock', 'advance', '-PT1H'], /^crossconnect: time only goes forward/],
    [
      ['clock', 'advance', '--far'],
      /^crossconnect: unknown option '--far'\nWrite it such as: .* advance 7d\n$/,
    ],
    [
      ['clock', 'advance', 'foo'],
      /^crossconnect: <how-far> "foo" is no length of time\nAllowed is <how-far>: a/,
    ],
    [['clock', 'advance', '1h', '--foo'], /^crossconnect: unknown option '--foo'\nWrite it such as/],
    [['clock', 'advance', '1h', '2h'], /^crossconnect: "2h" is one argument too many\nWrite it such as/],
    [
      ['accounts', 'register', '12'],
      /^crossconnect: <account> "12" is not allowed\nAllowed is <account>: 12 digits\n$/,
    ],
    [
      ['accounts', 'update', '123456789012', '--partner-type', 'v3'],
      /^crossconnect: --partner-type "v3" is not allowed\nAllowed is --partner-type: nonPartner/,
    ],
    [['orders', 'show', ''], /^crossconnect: <order> is empty\nGive one, such as: .* orders show dxcon-/],
    [['orders', 'approve', 'dxcon-ffabcdef', ''], /^crossconnect: <order> is empty\n/],
    [['accounts', 'show', '..'], /^crossconnect: <account> cannot be "\.\."\nGive one, such as/],
    [
      ['audit', '--max', '-5'],
      /^crossconnect: --max "-5" is not allowed\nAllowed is a whole number from 1 on/,
    ],
    [['events', '--max', '1.5'], /^crossconnect: --max "1\.5" is not allowed\n/],
    [
      ['devices', 'create', 'sw', '--region', 'us-east-1', '--location', 'EqDC2', '--speeds', ''],
      /--speeds is not allowed\nAllowed is --speeds: one or more of 1G, 10G, 100G, 400G\n/,
    ],
    [
      ['devices', 'update', 'sw', '--macsec-speeds', '7G'],
      /: --macsec-speeds "7G" is not allowed\nAllowed is --macsec-speeds: 1G/,
    ],
    [
      ['audit', '--to', '-1'],
      /^crossconnect: --to "-1" is no moment\nAllowed is --to: a moment such as 2027/,
    ],
    [
      ['orders', 'approve', 'a/b'],
      /^crossconnect: <order> "a\/b" is not allowed\nAllowed is <order>: the id of/,
    ],
    [['ports', 'declare', 'sw', '9-1', '--speed', '10G'], /"9-1" is no range of ports\nWrite it as 1-48/],
    [['accounts', 'update', '123456789012', '--quota', 'lagsPerRegion=-5'], /=-5 is not allowed\nAllowed is/],
    [['events', '--from', 'orders'], /unknown option '--from'\ncrossconnect operator events --help shows/],
    [['ports', 'report', 'sw.1', '--rx', 'bright'], /^crossconnect: --rx "bright" is no number\nAllowed is/],
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

  test.each([
    ['a page', '<html>'],
    ['no answer of ours', '[1, 2'],
    ['a number', '7'],
  ])('another server, which answers with %s', async (_, body) => {
    const other = createServer((request, response) => {
      request.resume();
      response.end(body);
    });
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    for (const args of [['status'], ['orders', 'list']]) {
      expect(await run(args, { endpoint })).toEqual({
        code: 1,
        out: '',
        err: `crossconnect: what answers at ${endpoint} is no operator API of crossconnect (status 200)\nName the right server with --endpoint or CROSSCONNECT_ENDPOINT\n`,
      });
    }
    other.close();
  });

  test('a call that this server does not have', async () => {
    const { connectionId } = await orderPort(server, { account: newAccount() });
    expect(await failed(['ports', 'report', connectionId, '--link', 'up'])).toMatchObject({
      code: 1,
      err: 'crossconnect: this server has no such call: its profile or its fabric leaves it out\nLook how it is set: crossconnect operator status\n',
    });
  });

  test.each([
    ['wrong', 1, /^crossconnect: The token is not a valid one\n.*CROSSCONNECT_OPERATOR_TOKEN/],
    ['\u{1f511} secret', 2, /^crossconnect: CROSSCONNECT_OPERATOR_TOKEN holds no token: .*\nSet it to /],
  ])('a token that is none: %s', async (token, code, words) => {
    const env = { CROSSCONNECT_OPERATOR_TOKEN: token };
    const ran = await run(['status'], { endpoint: server.endpoint, env });
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(words);
    expect(ran.err).not.toContain(token);
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
