import { isIPv6 } from 'node:net';
import type { Settings } from '../cli/settings/table.ts';
import { VERSION } from '../cli/version.ts';
import type { Lab, OperatorParts } from '../operator/parts.ts';
import { advanceClock, nextDeadline } from '../reconcile/advance.ts';
import type { Reconcilers } from '../reconcile/start.ts';
import { isLocalRequest } from '../wire/host-guard.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';

export interface OperatorSurroundings {
  readonly settings: Settings;
  readonly core: Core;
  readonly loops: Reconcilers;
  readonly log: Log;
  /** Of the settings, with the role admin. */
  readonly token: string | undefined;
}

/** What the operator API is given of this server. */
export function operatorParts({ settings, core, loops, log, token }: OperatorSurroundings): OperatorParts {
  const { profile, lifecycle, fabric, host, behindProxy } = settings;
  const { store, now, newSeq, random, recall } = core;
  const { durations, sealer, publicNetwork } = core.settings;
  const lab = labOf(core, loops);
  return {
    store,
    version: VERSION,
    profile,
    behindProxy,
    lifecycle,
    fabric,
    durations,
    now,
    realNow: Date.now,
    newSeq,
    random,
    sealer,
    publicNetwork,
    publicUrl: () => core.settings.publicUrl,
    settle: () => loops.settle(),
    recall,
    access: {
      tokenNeeded: profile === 'production' || !isLoopback(host),
      token,
      isLocalRequest,
    },
    log,
    ...(lab === undefined ? {} : { lab }),
  };
}

function isLoopback(host: string): boolean {
  return isLocalRequest(isIPv6(host) ? `[${host}]` : host, undefined);
}

/** The hands on a clock that has some: never a production one. */
function labOf({ store, clock }: Core, loops: Reconcilers): Lab | undefined {
  const { now, offset, moveTo } = clock;
  if (moveTo === undefined) return undefined;
  const parts = { reader: store.reader, clock: { now, moveTo } };
  // One advance at a time: two would take the clock from each other.
  let before: Promise<unknown> = Promise.resolve();
  return {
    offset,
    nextDue: () => nextDeadline(parts),
    advance: (to, onStep, isStopped) => {
      const run = () =>
        advanceClock(
          { ...parts, settle: () => loops.settle(), figures: loops.figures },
          { to, onStep, isStopped },
        );
      const mine = before.then(run);
      before = mine.catch(() => {});
      return mine;
    },
  };
}
