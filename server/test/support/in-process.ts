import { readFlags } from '../../src/cli/settings/flags.ts';
import { readSettings } from '../../src/cli/settings/read.ts';
import { createLog } from '../../src/compose/log.ts';
import { startService } from '../../src/compose/service.ts';
import type { Launch, Running } from './launch.ts';

/** Starts a server inside this process: what tests of the front door need, without the price of a process. */
export async function startHere({ args, env }: Launch): Promise<Running> {
  const settings = await readSettings(readFlags(args), env);
  const log = createLog(settings.logLevel);
  const service = await startService(settings, { env, log });
  let stopped: Promise<void> | undefined;
  return {
    endpoint: service.endpoint,
    settle: service.settle,
    stop: () => (stopped ??= service.stop(0).then(() => log.flush())),
    kill9: () => Promise.reject(new Error('only a server with `process: true` can be killed')),
  };
}
