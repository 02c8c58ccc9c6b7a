import { isIPv6 } from 'node:net';
import type { Settings } from '../cli/settings/table.ts';
import { VERSION } from '../cli/version.ts';
import type { Lab, OperatorParts } from '../operator/parts.ts';
import { advanceClock, nextDeadline } from '../reconcile/advance.ts';
import { CLOCK_LEASE } from '../store/queries/leases.ts';
import { isLocalRequest } from '../wire/host-guard.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';
import type { Loops } from './loops.ts';

export interface OperatorSurroundings {
  readonly settings: Settings;
  readonly core: Core;
  readonly loops: Loops;
  readonly log: Log;
  /** Of the settings, with the role admin. */
  readonly token: string | undefined;
}

/** What the operator API is given of this server. */
export function operatorParts({ settings, core, loops, log, token }: OperatorSurroundings): OperatorParts {
  const { profile, lifecycle, fabric, host, behindProxy } = settings;
  const { store, now, newSeq, random, recall } = core;
  const { durations, factsRetold, sealer, publicNetwork } = core.settings;
  const lab = labOf(core, loops);
  return {
    store,
    version: VERSION,
    profile,
    behindProxy,
    lifecycle,
    fabric,
    durations,
    factsRetold,
    now,
    realNow: Date.now,
    newSeq,
    random,
    sealer,
    publicNetwork,
    publicUrl: () => core.settings.publicUrl,
    atRest: (maxMs) => loops.atRest(maxMs),
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
function labOf({ store, clock }: Core, loops: Loops): Lab | undefined {
  const { now, offset, moveTo, refresh } = clock;
  if (moveTo === undefined) return undefined;
  const parts = { reader: store.reader, clock: { now, moveTo } };
  // One advance at a time, at whatever server: two would overtake each other's deadlines.
  let before: Promise<unknown> = Promise.resolve();
  return {
    offset,
    nextDue: () => nextDeadline(parts),
    advance: (to, onStep, isStopped) => {
      const run = () =>
        loops.leases.inTurn(CLOCK_LEASE, async () => {
          await refresh();
          const around = { ...parts, settle: () => loops.settle(), figures: loops.figures };
          return advanceClock(around, { to, onStep, isStopped });
        });
      const mine = before.then(run);
      before = mine.catch(() => {});
      return mine;
    },
  };
}
