import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { StartRefused } from '../refusal.ts';
import type { Environment } from './environment.ts';
import { readFlags } from './flags.ts';
import { readSettings } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = join(folder, 'settings.yaml');

async function read(args: readonly string[], env: Environment = {}, yaml?: string) {
  if (yaml !== undefined) writeFileSync(FILE, yaml);
  return readSettings(readFlags(yaml === undefined ? args : [...args, '--config', FILE]), env);
}

/** The line on the terminal, with the file's path shortened. */
async function refusal(...given: Parameters<typeof read>): Promise<string> {
  const error: unknown = await read(...given).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartRefused);
  const { message } = error as StartRefused;
  expect(message).not.toContain('\n');
  return message.replace(FILE, 'FILE');
}

describe('where a setting comes from', () => {
  test('nowhere: the default of the profile', async () => {
    expect(await read([])).toMatchObject({
      profile: 'lab',
      port: 4590,
      host: '127.0.0.1',
      lifecycle: 'fast',
      auth: 'open',
      quotas: true,
    });
    const production = [
      '--profile',
      'production',
      '--operator-name',
      'X',
      '--public-url',
      'https://x.example',
    ];
    expect(await read([...production, '--behind-proxy', '--secret-key-file', 'key'])).toMatchObject({
      lifecycle: 'manual',
      auth: 'verify',
      behindProxy: true,
      autoIpv6Pool: expect.stringMatching(/^fd/) as string,
    });
  });

  test('the flag before the environment before the file', async () => {
    const env = { CROSSCONNECT_LIFECYCLE: 'manual', CROSSCONNECT_QUOTAS: 'off' };
    const yaml = 'lifecycle: realistic\nquotas: on\nlogLevel: warn\n';
    expect(await read(['--lifecycle', 'instant'], env, yaml)).toMatchObject({
      lifecycle: 'instant',
      quotas: false,
      logLevel: 'warn',
    });
  });

  test('of several equal flags the last', async () => {
    expect((await read(['--port', '1', '--port=2'])).port).toBe(2);
  });

  test('an empty environment name is no answer', async () => {
    expect((await read([], { CROSSCONNECT_PORT: '', CROSSCONNECT_CONFIG: '' })).port).toBe(4590);
  });

  test('the file may be named by the environment, and holds what YAML takes for other things', async () => {
    writeFileSync(
      FILE,
      'defaultAccount: 012345678901\nquotas: false\nbehindProxy: true\nport: 0\nstore: ~\n',
    );
    expect(await read([], { CROSSCONNECT_CONFIG: FILE })).toMatchObject({
      defaultAccount: '012345678901',
      quotas: false,
      behindProxy: true,
      port: 0,
      store: undefined,
    });
    expect(await read([], {}, '# nothing but a comment\n')).toMatchObject({ port: 4590 });
  });

  test('an address ends without a slash', async () => {
    expect((await read(['--public-url', 'https://dx.example/base/'])).publicUrl).toBe(
      'https://dx.example/base',
    );
  });
});

test.each(['a.db', 'C:\\data\\a.db', './mysql:x', '/a:b', 'postgres://u:p@h/d', 'postgresql://h/d'])(
  'a database: %s',
  async (store) => expect((await read(['--store', store])).store).toBe(store),
);

describe('what is refused, in one line', () => {
  test.for<[args: string[], env: Environment, yaml: string | undefined, line: string]>([
    [['--prot', '1'], {}, undefined, 'unknown flag --prot; did you mean --port? (--help lists all)'],
    [['--nonsense'], {}, undefined, 'unknown flag --nonsense (--help lists all)'],
    [['-x'], {}, undefined, 'unknown flag -x (--help lists all)'],
    [['lab'], {}, undefined, 'unexpected argument "lab": settings are flags, see --help'],
    [['--port'], {}, undefined, '--port needs a value; allowed: 0 to 65535, where 0 takes a free port'],
    [
      ['--port', '65536'],
      {},
      undefined,
      '--port: "65536" is not allowed; allowed: 0 to 65535, where 0 takes a free port',
    ],
    [
      ['--lifecycle', 'Fast'],
      {},
      undefined,
      '--lifecycle: "Fast" is not allowed; allowed: instant, fast, realistic, manual',
    ],
    [['--behind-proxy=maybe'], {}, undefined, '--behind-proxy: "maybe" is not allowed; allowed: on, off'],
    [
      ['--default-account', '123'],
      {},
      undefined,
      '--default-account: "123" is not allowed; allowed: 12 digits',
    ],
    [
      ['--operator-name', 'a\nb'],
      {},
      undefined,
      '--operator-name: "a\\nb" is not allowed; allowed: some text without control characters',
    ],
    [
      ['--public-url', 'ftp://x'],
      {},
      undefined,
      '--public-url: "ftp://x" is not allowed; allowed: an address that begins with http:// or https:// and has neither query nor fragment',
    ],
    ...['mysql://u:secretpw@h/x', 'mongodb:secretpw', 'postgres:secretpw', 'postgres://u:secretpw@h:x/d'].map(
      (store): [string[], Environment, undefined, string] => [
        ['--store', store],
        {},
        undefined,
        `--store: "${store.replace(/:.*/, '')}:..." is not allowed; allowed: a path of a SQLite file, or postgres://user:password@host:port/database`,
      ],
    ),
    [
      [],
      { CROSSCONNECT_QUOTAS: 'maybe' },
      undefined,
      'CROSSCONNECT_QUOTAS: "maybe" is not allowed; allowed: on, off',
    ],
    // A value that a flag overrides is still looked at: a wrong one is a mistake wherever it stands.
    [
      ['--port', '1'],
      { CROSSCONNECT_PORT: 'x' },
      undefined,
      'CROSSCONNECT_PORT: "x" is not allowed; allowed: 0 to 65535, where 0 takes a free port',
    ],
    [
      [],
      { CROSSCONNECT_LIFECYLE: 'fast' },
      undefined,
      'unknown environment name CROSSCONNECT_LIFECYLE; did you mean CROSSCONNECT_LIFECYCLE? (--help lists all)',
    ],
    [
      [],
      {},
      'port: 1\nlog-level: warn\n',
      'FILE:2: log-level is not a setting; did you mean logLevel? (--help lists all)',
    ],
    [[], {}, 'server:\n  port: 1\n', 'FILE:1: server is not a setting (--help lists all)'],
    [
      [],
      {},
      '\nlifecycle: quick\n',
      'FILE:2: lifecycle: "quick" is not allowed; allowed: instant, fast, realistic, manual',
    ],
    [
      [],
      {},
      'port: [1, 2]\n',
      'FILE:1: port: one value is expected; allowed: 0 to 65535, where 0 takes a free port',
    ],
    [[], {}, '- port\n', 'FILE: expected lines of "setting: value", see --help'],
    [[], {}, 'port: 1\nport: 2\n', 'FILE:2: not valid YAML: Map keys must be unique'],
    [
      ['--ec2-endpoint', 'ec2.example'],
      {},
      undefined,
      '--ec2-endpoint: "ec2.example" is not allowed; allowed: an address that begins with http:// or https:// and has neither query nor fragment',
    ],
    [
      ['--ec2-refresh-seconds', '0'],
      {},
      undefined,
      '--ec2-refresh-seconds: "0" is not allowed; allowed: 1 to 86400',
    ],
    [
      ['--ec2-access-key-id', 'AKIAEXAMPLE'],
      {},
      undefined,
      '--ec2-access-key-id needs its secret in CROSSCONNECT_EC2_SECRET_ACCESS_KEY',
    ],
    [['--tls-cert', 'x'], {}, undefined, '--tls-cert and --tls-key come together: give both, or neither'],
    [
      ['--profile', 'production', '--auth', 'open', '--fabric', 'simulated', '--ec2-endpoint', 'http://x'],
      {},
      undefined,
      '--profile production needs --auth verify; --fabric manual; --operator-name; --public-url; --tls-cert with --tls-key, or --behind-proxy; --secret-key-file or CROSSCONNECT_SECRET_KEY; --ec2-access-key-id',
    ],
  ])('%s %o %s', async ([args, env, yaml, line]) => {
    expect(await refusal(args, env, yaml)).toBe(line);
  });

  test('a file that is not there', async () => {
    expect(await refusal(['--config', join(folder, 'none.yaml')])).toMatch(
      /^--config: cannot read .*none\.yaml: ENOENT/,
    );
  });

  test('names of the environment that are nobody’s setting are left alone', async () => {
    await expect(
      read([], { CROSSCONNECT_SECRET_KEY: 'x', CROSSCONNECT_TEST_STORE: 'y', PORT: 'z' }),
    ).resolves.toBeDefined();
  });
});
