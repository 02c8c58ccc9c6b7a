import type { Log } from './log.ts';
import type { Service } from './service.ts';

/** Ending takes at most two seconds: what is in flight has this long … */
const DRAIN_MS = 1_200;
/** … and then the store and the log have the rest. */
const END_MS = 1_800;

/** SIGTERM and SIGINT end the server in good order; a second one ends it at once. */
export function endOnSignals(service: Service, log: Log): void {
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'Ending');
    setTimeout(() => process.exit(0), END_MS).unref();
    void finish(service, log);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

async function finish(service: Service, log: Log): Promise<void> {
  try {
    await service.stop(DRAIN_MS);
  } catch (error) {
    process.exitCode = 1;
    log.error({ err: error }, 'Ending failed');
  }
  await log.flush();
  process.exit();
}

/** Whoever read what the server says has gone, as `| head` does: it serves on, and is silent. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** A bug that nobody caught: the log gets its cause, and the process ends, because its state is unknown. */
export function reportCrashes(log: Log): void {
  let crashed = false;
  const crash = (error: unknown) => {
    // A second crash while the first is being told: nobody can be told any more.
    if (crashed) process.exit(1);
    crashed = true;
    log.fatal({ err: error }, 'Crashed');
    void log.flush().finally(() => process.exit(1));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
