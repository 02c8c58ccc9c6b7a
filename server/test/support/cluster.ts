import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian puts a version's programs; the newest is taken. */
const BINARIES = '/usr/lib/postgresql/*/bin';
const USER = 'crossconnect';
const PASSWORD = 'only-for-tests';
const START_MS = 30_000;

/** A PostgreSQL of one's own, on a port of the loopback. */
export interface Cluster {
  /** Connection string of one of its databases. */
  url(database: string): string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Makes and starts a cluster in a temporary folder. It ends with this process, however that ends.
 *
 * @param durable false leaves out the syncs to disk: tests need no power cut to be survived
 */
export async function startCluster(durable: boolean): Promise<Cluster> {
  const bin = globSync(BINARIES).toSorted(byVersion).at(-1);
  if (bin === undefined) {
    throw new Error(`no PostgreSQL in ${BINARIES}: apt-get install postgresql (nothing is started by it)`);
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-postgres-'));
  // initdb refuses to run as root; the user that it runs as makes what it owns.
  chmodSync(folder, 0o777);
  const child = runShell(script({ bin, folder, port, durable }));
  await ready(child);
  return {
    url: (database) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    async stop() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Plan {
  readonly bin: string;
  readonly folder: string;
  readonly port: number;
  readonly durable: boolean;
}

/** Runs until its input ends, which it also does when whoever started it is killed. */
function script({ bin, folder, port, durable }: Plan): string {
  const quick = '-c fsync=off -c synchronous_commit=on -c full_page_writes=off';
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=300 ${durable ? '' : quick}`;
  return `set -e
    umask 077
    printf '%s' '${PASSWORD}' > ${folder}/password
    ${bin}/initdb -D ${folder}/data -U ${USER} -A scram-sha-256 --pwfile=${folder}/password \
      -E UTF8 --locale=C.UTF-8 --no-sync > ${folder}/initdb.log
    ${bin}/pg_ctl -D ${folder}/data -w -l ${folder}/log -o '${options}' start > /dev/null
    echo ready
    cat > /dev/null
    ${bin}/pg_ctl -D ${folder}/data -w -m immediate stop > /dev/null
    rm -rf ${folder}/data`;
}

function runShell(text: string): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  const [command, ...args] = asRoot
    ? ['su', 'postgres', '-s', '/bin/sh', '-c', text]
    : ['/bin/sh', '-c', text];
  return spawn(command ?? '', args, { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/', detached: true });
}

/** Waits until the child says that it is ready. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error('PostgreSQL did not start'));
    const timer = setTimeout(failed, START_MS);
    child.once('close', failed);
    child.stdout?.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function byVersion(a: string, b: string): number {
  return Number(/\/(\d+)\/bin$/.exec(a)?.[1]) - Number(/\/(\d+)\/bin$/.exec(b)?.[1]);
}
