import { randomUUID } from 'node:crypto';
import type { Settings } from '../cli/settings/table.ts';
import { manualDriver } from '../fabric/drivers/manual/driver.ts';
import { simulatedDriver } from '../fabric/drivers/simulated/driver.ts';
import type { Leases } from '../reconcile/lease.ts';
import { leasesOf } from '../reconcile/leases.ts';
import { type Reconcilers, startReconcilers } from '../reconcile/start.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';
import { readWorldFrom } from './world.ts';

/** A server that shares its store learns at this pace what another has changed of what it keeps in memory. */
const RECALL_MS = 1_000;

export interface Loops extends Reconcilers {
  /** What this server does alone among those that share its store. */
  readonly leases: Leases;
}

/** Starts whatever goes on without a request. */
export function startLoops({ fabric }: Pick<Settings, 'fabric'>, core: Core, log: Log): Loops {
  const { store, settings, now, newSeq, random } = core;
  const driver = fabric === 'manual' ? manualDriver() : simulatedDriver(readWorldFrom(store.reader));
  const onError = (loop: string, error: unknown) => log.error({ err: error, loop }, 'A loop failed');
  const { durations, factsRetold } = settings;
  const leases = leasesOf(store, { owner: randomUUID(), now: Date.now, onError });
  const reconcilers = startReconcilers({
    store,
    driver,
    leases,
    durations,
    factsRetold,
    now,
    newSeq,
    random,
    onError,
  });
  const unlisten = store.onWake(() => reconcilers.wake());
  const recalling = store.capabilities.shared ? recallEvery(core, log) : undefined;
  return {
    ...reconcilers,
    leases,
    async stop() {
      unlisten();
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
