import type { Environment } from '../cli/settings/environment.ts';
import type { Settings } from '../cli/settings/table.ts';
import { createRunner } from '../operations/runner.ts';
import type { GatewayDirectory } from '../gateways/directory.ts';
import { createHandler } from '../wire/handler.ts';
import { createWireServer } from '../wire/server.ts';
import type { Mount } from '../wire/service.ts';
import { type Core, gatherCore } from './core.ts';
import { prepareDataFolder } from './data-folder.ts';
import { directoryOf, refreshEvery } from './gateways.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { type Loops, startLoops } from './loops.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { mountsOf } from './mounts/mounts.ts';
import { openStore } from './open-store.ts';
import { operatorToken } from './operator-token.ts';
import { secureServers } from './tls.ts';
import { wireService } from './wire-service.ts';

/** Inputs of the contract are small: 1 MiB is far above each of them. */
const BODY_LIMIT_BYTES = 1_048_576;

export interface Outside {
  readonly env: Environment;
  readonly log: Log;
}

/** In `instant` an answer waits so long at most until all that follows from it has happened. */
const INSTANT_MAX_MS = 2_000;

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
export async function startService(settings: Settings, { env, log }: Outside): Promise<Service> {
  const folder = prepareDataFolder(settings.data);
  const secure = await secureServers(settings);
  const metrics = createMetrics();
  const store = await openStore(settings, folder, metrics.onCommit);
  // What has been started is ended in the opposite order, whether the rest starts or not.
  const ends = [() => store.close()];
  const endAll = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    let endpoint = '';
    const core = await gatherCore({ settings, env, folder, store, endpoint: () => endpoint });
    const token = await operatorToken(settings, store.reader);
    const loops = startLoops(settings, core, log);
    ends.push(() => loops.stop());
    const directory = directoryOf(settings, env);
    if (directory !== undefined) {
      const refreshing = refreshEvery(settings.ec2RefreshSeconds, directory, core, log);
      ends.push(() => refreshing.stop());
    }
    const { mounts, close } = mountsOf({ settings, core, loops, metrics, log, token });
    ends.push(close);
    const server = createWireServer(
      handlerOf({ settings, core, loops, metrics, log, mounts, directory }),
      {},
      secure,
    );
    endpoint = await listen(server, settings, secure === undefined ? 'http' : 'https');
    const stop = async (deadlineMs: number) => {
      const stopped = server.stop(deadlineMs);
      // What is committed is answered, whatever has still to follow from it: a start goes on with that.
      loops.release();
      // Streams would go on for ever: they end first.
      await close();
      const cut = await stopped;
      if (cut > 0) log.warn({ connections: cut }, 'Connections were still busy and were cut');
      await endAll();
    };
    const exampleRegion = core.regions.example(settings.defaultRegion);
    return { endpoint, exampleRegion, settle: () => loops.settle(), stop };
  } catch (error) {
    await endAll();
    throw error;
  }
}

interface Handling {
  readonly settings: Settings;
  readonly core: Core;
  readonly loops: Loops;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly mounts: readonly Mount[];
  readonly directory: GatewayDirectory | undefined;
}

function handlerOf({ settings, core, loops, metrics, log, mounts, directory }: Handling) {
  const { store } = core;
  const atRest = settings.lifecycle === 'instant' ? () => loops.atRest(INSTANT_MAX_MS) : undefined;
  const runnerOf = createRunner({ ...core, directory, atRest, wake: () => store.wake() });
  return createHandler(wireService(runnerOf), {
    mode: settings.auth,
    credentials: core.credentials,
    defaultAccount: settings.defaultAccount,
    defaultRegion: settings.defaultRegion,
    regionAnswers: core.regions.answers,
    now: Date.now,
    serviceNow: core.now,
    behindProxy: settings.behindProxy,
    onRequest: (metric) => {
      metrics.onRequest(metric);
      log.debug(metric, 'Answered');
    },
    log,
    mounts,
    bodyLimitBytes: BODY_LIMIT_BYTES,
  });
}
