import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathOf } from './programs.testing.ts';

const WAIT_MS = 30_000;

/** Runs a program to its end. @throws Error with what it said, when it fails */
function run(program: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}${error?.message ?? ''}`);
  return stdout;
}

/** Waits until `look` finds something; what it saw last is in the failure. */
export async function until<T>(
  look: () => { readonly done: boolean; readonly seen: T },
  waitMs = WAIT_MS,
): Promise<T> {
  const end = performance.now() + waitMs;
  for (;;) {
    const { done, seen } = look();
    if (done) return seen;
    if (performance.now() > end) throw new Error(`not within ${waitMs} ms: ${JSON.stringify(seen)}`);
    await sleep(100);
  }
}

/** Two hosts in network namespaces of their own, joined by a cable; all of it goes with `close`. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'routers-lab-'));
  readonly #children: ChildProcess[] = [];
  readonly #hosts: string[] = [];

  /** A host's name in the kernel, which is of this process alone. */
  name(host: string): string {
    return `cc-${process.pid}-${host}`;
  }

  addHost(host: string): void {
    run(pathOf('ip'), ['netns', 'add', this.name(host)]);
    this.#hosts.push(host);
    this.ip(host, 'link set lo up');
    // Addresses are of use at once: nobody else is on the cable.
    this.shell(host, 'echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad');
  }

  ip(host: string, command: string): string {
    return run(pathOf('ip'), ['-n', this.name(host), ...command.split(' ')]);
  }

  /** A cable between two hosts; each end has a name of its own. */
  cable(from: string, port: string, to: string, other: string): void {
    this.ip(from, `link add ${port} type veth peer name ${other} netns ${this.name(to)}`);
    for (const [host, end] of [[from, port] as const, [to, other] as const])
      this.ip(host, `link set ${end} up`);
  }

  /** Lines of a shell, at a host. */
  shell(host: string, script: string): string {
    return run(pathOf('ip'), ['netns', 'exec', this.name(host), 'sh', '-eu'], script);
  }

  /** A program that runs on, at a host. */
  start(host: string, program: string, args: readonly string[]): void {
    this.#children.push(
      spawn(pathOf('ip'), ['netns', 'exec', this.name(host), program, ...args], { stdio: 'ignore' }),
    );
  }

  /**
   * FRR's daemons, without a configuration. They want a folder that is theirs, and zebra first: one that does not find it looks
   * again after ten seconds only, and a session that is up before bgpd knows the addresses drops the other side's IPv6 routes.
   */
  async startFrr(host: string): Promise<void> {
    const folder = join(this.folder, host);
    mkdirSync(folder);
    run('chmod', ['755', this.folder, folder]);
    run('chown', ['frr:frr', folder]);
    for (const daemon of ['zebra', 'staticd', 'bfdd', 'bgpd'] as const) {
      writeFileSync(join(folder, `${daemon}.conf`), '');
      const files = `-f ${folder}/${daemon}.conf -i ${folder}/${daemon}.pid -z ${folder}/zserv.api --vty_socket ${folder}`;
      const flags = `${files} -A 127.0.0.1 -P 0${daemon === 'bfdd' ? ` --bfdctl ${folder}/bfdd.sock` : ''}`;
      this.start(host, pathOf(daemon), flags.split(' '));
      await until(() => ({
        done: existsSync(`${folder}/zserv.api`) && existsSync(`${folder}/${daemon}.vty`),
        seen: daemon,
      }));
    }
    await until(() => {
      const seen = this.frrText(host, 'show zebra client summary');
      return {
        done: ['static', 'bfd', 'bgp'].every((client) => new RegExp(`^${client}\\s`, 'm').test(seen)),
        seen,
      };
    });
  }

  /** Loads a file as an operator would. @throws Error when a line of it is not taken */
  loadFrr(host: string, text: string): string {
    const file = join(this.folder, `${host}.frr`);
    writeFileSync(file, text);
    return run(pathOf('vtysh'), ['--vty_socket', join(this.folder, host), '-f', file]);
  }

  frr<T>(host: string, command: string): T {
    return JSON.parse(this.frrText(host, `${command} json`)) as T;
  }

  frrText(host: string, command: string): string {
    return run(pathOf('vtysh'), ['--vty_socket', join(this.folder, host), '-c', command]);
  }

  startBird(host: string, text: string): void {
    const file = join(this.folder, `${host}.bird`);
    writeFileSync(file, text);
    this.start(host, pathOf('bird'), ['-f', '-c', file, '-s', join(this.folder, `${host}.ctl`)]);
  }

  bird(host: string, command: string): string {
    return run(pathOf('birdc'), ['-s', join(this.folder, `${host}.ctl`), ...command.split(' ')]);
  }

  /** Ends what this lab has started, by its process, and takes the namespaces away. */
  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }),
    );
    for (const host of this.#hosts) run(pathOf('ip'), ['netns', 'delete', this.name(host)]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
