// How the program starts and ends, as whoever starts it sees it: a process of its own each time.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Child, runMain, runNode, startChild } from './support/child-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

let folders = 0;
const newFolder = () => join(folder, `data-${(folders += 1)}`);

const children: Child[] = [];
afterEach(() => {
  for (const { process } of children.splice(0)) process.kill('SIGKILL');
});

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = runMain({ args, env });
  children.push(child);
  return child;
}

async function serve(...flags: readonly string[]) {
  const running = await startChild({ args: ['--port', '0', '--data', newFolder(), ...flags], env: {} });
  children.push(running.child);
  return running;
}

describe('what is asked for instead of a server', () => {
  test('--help explains on standard output and ends well', async () => {
    const { code, out, err } = await run(['--help']).ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/--lifecycle instant\|fast\|realistic\|manual {3}CROSSCONNECT_LIFECYCLE/);
  });

  test('--version', async () => {
    expect(await run(['--version']).ended).toMatchObject({ code: 0, out: 'crossconnect 0.1.0\n', err: '' });
  });
});

describe('a start that cannot be', () => {
  /** The one line on standard error. */
  async function refusal(...args: Parameters<typeof run>): Promise<string> {
    const { code, out, err } = await run(...args).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^crossconnect: .*\n$/);
    return err.slice('crossconnect: '.length, -1);
  }

  test('an unknown command, an unknown flag', async () => {
    expect(await refusal(['fly'])).toBe('unknown command "fly"; there are: serve (the default), operator');
    expect(await refusal(['serve', '--prot', '1'])).toBe(
      'unknown flag --prot; did you mean --port? (--help lists all)',
    );
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusal(['--port', String(port), '--data', newFolder()])).toBe(
      `port ${port} on 127.0.0.1 is taken: stop what listens there, or choose another with --port (0 takes a free one)`,
    );
    other.close();
  });

  test('an address of another machine', async () => {
    // TEST-NET-1 is nobody's.
    expect(await refusal(['--port', '0', '--host', '192.0.2.1', '--data', newFolder()])).toBe(
      '192.0.2.1 is not an address of this machine: choose another with --host',
    );
  });

  test('a data folder that cannot be written to', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await refusal(['--port', '0', '--data', join(file, 'data')])).toMatch(
      /^cannot write to the data folder .*a-file\/data \(ENOTDIR: .*\): let this user write there, or choose another with --data$/,
    );
  });

  test('a data folder that cannot be made', async () => {
    expect(await refusal(['--port', '0', '--data', '/proc/crossconnect/data'])).toMatch(
      /^cannot write to the data folder \/proc\/crossconnect\/data \(E[A-Z]+: .*\): let this user write there/,
    );
  });

  test('a data folder that is a file', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    expect(await refusal(['--port', '0', '--data', file])).toContain('(ENOTDIR: not a directory');
  });

  test('a database of a newer version', async () => {
    const data = newFolder();
    mkdirSync(data);
    const database = new DatabaseSync(join(data, 'crossconnect.db'));
    database.exec('pragma user_version = 9999');
    database.close();
    expect(await refusal(['--port', '0', '--data', data])).toMatch(
      /^the database is of version 9999, this program knows versions up to \d+: start a newer crossconnect, or .*another --data folder$/,
    );
  });

  test('a data folder on which another server works', async () => {
    const data = newFolder();
    const first = await startChild({ args: ['--port', '0', '--data', data], env: {} });
    children.push(first.child);
    expect(await refusal(['--port', '0', '--data', data])).toMatch(
      /^another crossconnect works on .*: stop it, or give this one a folder of its own with --data$/,
    );
    expect((await fetch(first.endpoint)).status).toBe(200);
  });

  test('a database that is none', async () => {
    const file = join(folder, 'text.db');
    writeFileSync(
      file,
      'this is no database, and long enough to be seen as something else than an empty file',
    );
    expect(await refusal(['--port', '0', '--data', newFolder(), '--store', file])).toMatch(
      /^cannot open the database .*text\.db: file is not a database/,
    );
  });

  test('production without its token, and with one that is too short', async () => {
    const key = join(folder, 'key');
    writeFileSync(key, Buffer.alloc(32, 7).toString('base64'));
    const production = [
      '--profile',
      'production',
      '--port',
      '0',
      '--operator-name',
      'X',
      '--data',
      newFolder(),
    ];
    const flags = [
      ...production,
      '--public-url',
      'https://x.example',
      '--behind-proxy',
      '--secret-key-file',
      key,
    ];
    expect(await refusal(flags)).toMatch(
      /^--profile production needs a token for the operator API: name a file with one by --operator-token-file/,
    );
    const token = join(folder, 'token');
    writeFileSync(token, 'short');
    expect(await refusal([...flags, '--operator-token-file', token])).toMatch(
      /token does not hold a token of 20 to 512 letters/,
    );
  });
});

describe('a start', () => {
  test('tells a program the endpoint in one line, and serves there', async () => {
    const { child, endpoint } = await serve();
    expect(child.out()).toBe(`crossconnect 0.1.0 listens on ${endpoint}\n`);
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(endpoint)).status).toBe(200);
  });

  test('takes flags before environment before file', async () => {
    const file = join(folder, 'settings.yaml');
    writeFileSync(file, 'lifecycle: realistic\nlogLevel: debug\nhost: 127.0.0.1\n');
    const running = await startChild({
      args: ['serve', '--port', '0', '--data', newFolder(), '--config', file],
      env: { CROSSCONNECT_LIFECYCLE: 'manual', CROSSCONNECT_PORT: '1' },
    });
    children.push(running.child);
    expect(await (await fetch(`${running.endpoint}/health`)).json()).toMatchObject({ lifecycle: 'manual' });
    await running.stop();
    expect((await running.child.ended).err).toMatch(/"msg":"Started"/);
  });
});

test.for(['compose/serve.ts', 'operator/mount.ts'])('%s brings no HTTP client with it', async (file) => {
  const program = `await import('./server/src/${file}');
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')).join());`;
  const { out, err } = await runNode(['--input-type=module', '-e', program], {}).ended;
  expect([out, err]).toEqual(['\n', '']);
});

describe('an end', () => {
  test.for(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is in flight is answered, nothing new begins',
    async (signal) => {
      const { child, endpoint } = await serve();
      const half = await halfSent(endpoint);
      child.process.kill(signal);
      await expect.poll(() => isRefused(endpoint)).toBe(true);
      const began = performance.now();
      half.sendRest();
      expect(await half.answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"connections":\[\]\}$/);
      expect(await child.ended).toMatchObject({ code: 0, signal: null });
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );

  test('what never comes to an end is cut: the process ends within two seconds', async () => {
    const { child, endpoint } = await serve();
    await halfSent(endpoint);
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(child.err()).toMatch(/"connections":1,"msg":"Connections were still busy and were cut"/);
  });

  test('a second signal ends it at once', async () => {
    const { child, endpoint } = await serve();
    await halfSent(endpoint);
    child.process.kill('SIGTERM');
    await expect.poll(() => isRefused(endpoint)).toBe(true);
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a crash', () => {
  test.for([
    ['thrown', "setTimeout(() => { throw new Error('a bug', { cause: new Error('its cause') }); });"],
    [
      'a promise that nobody awaits',
      "void Promise.reject(new Error('a bug', { cause: new Error('its cause') }));",
    ],
  ])('%s: the log has the cause, and the process ends', async ([, bug]) => {
    const at = (path: string) => JSON.stringify(new URL(`../src/compose/${path}`, import.meta.url).href);
    const program = `import { createLog } from ${at('log.ts')}; import { reportCrashes } from ${at('process-end.ts')};
      reportCrashes(createLog('error')); setInterval(() => {}, 1000); ${bug}`;
    const child = runNode(['--input-type=module', '-e', program], {});
    children.push(child);
    const { code, err } = await child.ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^\{"level":60,.*"stack":"Error: a bug.*its cause.*"msg":"Crashed"\}\n$/);
  });
});

/** A request whose body is not complete yet. */
async function halfSent(endpoint: string) {
  const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
  let text = '';
  const answer = new Promise<string>((resolve) => {
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
  await once(socket, 'connect');
  // "100 Continue" shows that the server has begun with it.
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeConnections\r\n' +
      'Content-Type: application/x-amz-json-1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
  );
  await expect.poll(() => text).toMatch(/^HTTP\/1\.1 100 Continue/);
  text = '';
  socket.write('{');
  return { answer, sendRest: () => socket.write('}') };
}

function isRefused(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(endpoint).port), '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}
