// The launcher in a checkout of its own: the real scripts, and a server of ten lines in the place of ours.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const LOCK = { name: 'scratch', lockfileVersion: 3, requires: true, packages: {} };

const SERVER = `
import { createServer } from 'node:http';
const args = process.argv.slice(2);
if (args[0] === 'exit') process.exit(Number(args[1]));
const server = createServer((_request, response) => response.end('here'));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ args, address: server.address(), node: process.version })));
process.on('SIGTERM', () => { console.log('ending'); server.close(() => process.exit(7)); });
`;

let checkout: string;
let touches = 0;
const children: ChildProcess[] = [];

beforeAll(() => {
  checkout = newCheckout();
});

afterAll(() => {
  // None is left when the tests passed; npm hands the signal on.
  for (const child of children) child.kill('SIGTERM');
  rmSync(checkout, { recursive: true, force: true });
});

test('npm start builds, runs on Node 24, hands its arguments on, and a SIGTERM to npm ends the server', async () => {
  const npm = start(['start', '--silent', '--', '--port', '0', 'two words', '$HOME']);
  const { args, address, node } = await npm.answer();
  expect(args).toEqual(['--port', '0', 'two words', '$HOME']);
  expect(Number(node.slice(1).split('.')[0])).toBeGreaterThanOrEqual(24);
  expect(await isListening(address.port)).toBe(true);

  npm.child.kill('SIGTERM');
  await waitFor(async () => !(await isListening(address.port)), 2_000);
  expect(await npm.exit()).toEqual({ code: 7, signal: null });
  expect(npm.out()).toContain('ending');
}, 60_000);

test('the second start builds nothing, and a changed source is built', async () => {
  await start(['run', 'build', '--silent']).end();
  expect((await start(['run', 'build', '--silent']).end()).err).toBe('');

  touch('server/src/main.ts');
  expect((await start(['run', 'build', '--silent']).end()).err).toBe(
    'crossconnect: building the server ...\n',
  );

  touch('server/src/main.test.ts');
  expect((await start(['run', 'build', '--silent']).end()).err).toBe('');
}, 60_000);

test('starts at the same time build once, and each of them runs', async () => {
  touch('server/src/main.ts');
  const starts = [1, 2, 3].map((n) => start(['start', '--silent', '--', String(n)]));
  const answers = await Promise.all(starts.map((one) => one.answer()));
  expect(answers.map(({ args }) => args)).toEqual([['1'], ['2'], ['3']]);
  for (const one of starts) one.child.kill('SIGTERM');
  for (const one of starts) await one.exit();
  expect(starts.filter((one) => one.err().includes('building the server'))).toHaveLength(1);
}, 60_000);

test('a lock that a dead process left behind holds nobody up', async () => {
  touch('server/src/main.ts');
  const dead = spawn(process.execPath, ['--eval', '']);
  await once(dead, 'exit');
  mkdirSync(join(checkout, 'dist/.lock'));
  writeFileSync(join(checkout, 'dist/.lock/pid'), String(dead.pid));
  expect(await start(['run', 'build', '--silent']).end()).toMatchObject({ code: 0 });
}, 60_000);

test('ends with the exit code of what it ran', async () => {
  expect(await start(['start', '--silent', '--', 'exit', '3']).end()).toMatchObject({ code: 3, err: '' });
}, 60_000);

test('an unknown script is one line of what is wrong and one of what to do', async () => {
  const { code, err } = await launch('strat');
  expect(code).toBe(1);
  expect(err.trimEnd().split('\n')).toEqual([
    'crossconnect: there is no script "strat"',
    expect.stringMatching(/^crossconnect: Take one of: start, /),
  ]);
});

test('a source that does not build stops the start and says where', async () => {
  writeFileSync(join(checkout, 'server/src/main.ts'), 'const broken = ;');
  const { code, err } = await start(['start', '--silent']).end();
  writeFileSync(join(checkout, 'server/src/main.ts'), SERVER);
  expect(code).toBe(1);
  expect(err).toContain('server/src/main.ts:1:15');
  expect(err).toContain('scripts/build-server.ts failed');
}, 60_000);

test('dependencies that cannot be fetched stop the start and say what to do', async () => {
  const fresh = newCheckout();
  writeFileSync(join(fresh, 'package-lock.json'), lockOf({ version: '1.0.0', integrity: 'sha512-AAAA' }));
  const npm = start(['start', '--silent'], fresh, {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: join(fresh, 'cache'),
    npm_config_fetch_retries: '0',
  });
  const { code, err } = await npm.end();
  rmSync(fresh, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(err).toContain('crossconnect: installing dependencies (once) ...');
  expect(err).toContain('dependencies could not be installed');
  expect(err).toContain('Run it again when the package registry can be reached.');
}, 60_000);

/** A checkout whose lock names nothing, so that npm never touches the packages that are linked into it. */
function newCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-launcher-'));
  for (const path of ['package.json', 'tsconfig.json', 'scripts', 'api']) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  mkdirSync(join(folder, 'server/src'), { recursive: true });
  writeFileSync(join(folder, 'server/src/main.ts'), SERVER);
  writeFileSync(join(folder, 'package-lock.json'), lockOf());
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), lockOf());
  for (const name of ['esbuild', '@esbuild', 'ajv', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return folder;
}

function lockOf(leaf?: object): string {
  const packages = leaf === undefined ? {} : { 'node_modules/crossconnect-leaf': leaf };
  return JSON.stringify({ ...LOCK, packages });
}

/** Writes it again, a second later than the last time. */
function touch(path: string): void {
  const file = join(checkout, path);
  writeFileSync(file, SERVER);
  utimesSync(file, new Date(), new Date(Date.now() + ++touches * 1_000));
}

interface Answer {
  readonly args: readonly string[];
  readonly address: { readonly port: number };
  readonly node: string;
}

function start(args: readonly string[], cwd = checkout, env: NodeJS.ProcessEnv = {}) {
  return follow(
    spawn('npm', args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

async function launch(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(checkout, 'scripts/launch.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return await follow(child).end();
}

function follow(child: ChildProcess) {
  children.push(child);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const closed = once(child, 'close');
  const exit = async () => {
    const [code, signal] = await closed;
    return { code, signal };
  };
  const answer = async (): Promise<Answer> => {
    await waitFor(() => out.includes('\n') || child.exitCode !== null, 50_000);
    if (!out.includes('\n')) throw new Error(`ended without an answer: ${err}`);
    return JSON.parse(out.slice(0, out.indexOf('\n')));
  };
  // What npm says about the machine's own settings is not ours.
  const ours = () => err.replaceAll(/^npm warn .*\n/gm, '');
  return {
    child,
    answer,
    exit,
    out: () => out,
    err: ours,
    end: async () => ({ ...(await exit()), err: ours() }),
  };
}

async function waitFor(isTrue: () => boolean | Promise<boolean>, msMax: number): Promise<void> {
  const until = performance.now() + msMax;
  while (!(await isTrue())) {
    if (performance.now() > until) throw new Error(`not within ${msMax} ms`);
    await sleep(20);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}
