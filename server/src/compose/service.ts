import type { Environment } from '../cli/settings/environment.ts';
import type { Settings } from '../cli/settings/table.ts';
import { simulatedDriver } from '../fabric/drivers/simulated/driver.ts';
import { createRunner } from '../operations/runner.ts';
import { type Reconcilers, startReconcilers } from '../reconcile/start.ts';
import { createHandler } from '../wire/handler.ts';
import { createWireServer } from '../wire/server.ts';
import { type Core, gatherCore } from './core.ts';
import { prepareDataFolder } from './data-folder.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { mountsOf } from './mounts/mounts.ts';
import { openStore } from './open-store.ts';
import { wireService } from './wire-service.ts';
import { readWorldFrom } from './world.ts';

/** Inputs of the contract are small: 1 MiB is far above each of them. */
const BODY_LIMIT_BYTES = 1_048_576;
/** A server that shares its store learns at this pace what another has changed of what it keeps in memory. */
const RECALL_MS = 1_000;

export interface Outside {
  readonly env: Environment;
  readonly log: Log;
}

/** A server that runs. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:4590`. */
  readonly endpoint: string;
  /** A Region that it answers for, for examples. */
  readonly exampleRegion: string;
  /** Waits until nothing is due any more. */
  readonly settle: () => Promise<void>;
  /** Stops listening, answers what is in flight and closes the store; what is busy at the deadline is cut. */
  readonly stop: (deadlineMs: number) => Promise<void>;
}

/**
 * Composes a server and starts it.
 *
 * @throws StartRefused or StoreUnusable with a line for the terminal
 */
export async function startService(settings: Settings, outside: Outside): Promise<Service> {
  const folder = prepareDataFolder(settings.data);
  const metrics = createMetrics();
  const store = await openStore(settings, folder, metrics.onCommit);
  try {
    let endpoint = '';
    const { env } = outside;
    const core = await gatherCore({ settings, env, folder, store, endpoint: () => endpoint });
    const wake = { reconcilers: () => {} };
    const server = createWireServer(
      handlerOf(settings, core, metrics, outside.log, () => wake.reconcilers()),
    );
    endpoint = `http://${await listen(server, settings.port, settings.host)}`;
    const loops = startLoops(core, outside.log);
    wake.reconcilers = () => loops.wake();
    const stop = async (deadlineMs: number) => {
      const cut = await server.stop(deadlineMs);
      if (cut > 0) outside.log.warn({ connections: cut }, 'Connections were still busy and were cut');
      await loops.stop();
      await store.close();
    };
    const exampleRegion = core.regions.example(settings.defaultRegion);
    return { endpoint, exampleRegion, settle: () => loops.settle(), stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function handlerOf(settings: Settings, core: Core, metrics: Metrics, log: Log, wake: () => void) {
  const { store } = core;
  const runnerOf = createRunner({ ...core, wake: () => store.wake() });
  store.onWake(wake);
  return createHandler(wireService(runnerOf), {
    mode: settings.auth,
    credentials: core.credentials,
    defaultAccount: settings.defaultAccount,
    defaultRegion: settings.defaultRegion,
    regionAnswers: core.regions.answers,
    now: Date.now,
    onRequest: metrics.onRequest,
    log,
    mounts: mountsOf({ settings, core, metrics, log }),
    bodyLimitBytes: BODY_LIMIT_BYTES,
  });
}

/** Whatever goes on without a request. */
function startLoops(core: Core, log: Log): Reconcilers {
  const { store, settings, now, newSeq, random } = core;
  const driver = simulatedDriver(readWorldFrom(store.reader));
  const onError = (loop: string, error: unknown) => log.error({ err: error, loop }, 'A loop failed');
  const { durations } = settings;
  const reconcilers = startReconcilers({ store, driver, durations, now, newSeq, random, onError });
  const recalling = store.capabilities.shared ? recallEvery(core, log) : undefined;
  return {
    ...reconcilers,
    async stop() {
      clearInterval(recalling);
      await reconcilers.stop();
      await driver.close();
    },
  };
}

function recallEvery({ recall }: Core, log: Log): NodeJS.Timeout {
  const onError = (error: unknown) =>
    log.error({ err: error }, 'What is kept in memory could not be read again');
  return setInterval(() => void recall().catch(onError), RECALL_MS);
}
