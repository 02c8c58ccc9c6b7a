import { VERSION } from '../../cli/version.ts';
import type { Settings } from '../../cli/settings/table.ts';
import { regionNames } from '../../store/queries/inventory.ts';
import type { Reader } from '../../store/store.ts';
import type { Clock } from '../clock.ts';
import type { Page } from './mount.ts';

export interface HealthParts {
  readonly settings: Pick<Settings, 'profile' | 'lifecycle'>;
  readonly reader: Reader;
  readonly clock: Clock;
  /** Real time of the start, in epoch milliseconds. */
  readonly startedAt: number;
  readonly onError: (error: unknown) => void;
}

/** A store that does not answer within this is not reachable. */
const PATIENCE_MS = 2_000;

/** For load balancers and people: 200 while requests can be served, else 503. */
export async function health({ settings, reader, clock, startedAt, onError }: HealthParts): Promise<Page> {
  const reachable = await answersInTime(regionNames(reader), onError);
  const report = {
    status: reachable ? 'ok' : 'failing',
    version: VERSION,
    uptimeSeconds: Math.floor((Date.now() - startedAt) / 1000),
    profile: settings.profile,
    lifecycle: settings.lifecycle,
    store: { reachable },
    clock: { now: new Date(clock.now()).toISOString(), aheadSeconds: clock.offset() / 1000 },
  };
  return {
    status: reachable ? 200 : 503,
    type: 'application/json',
    text: `${JSON.stringify(report, undefined, 2)}\n`,
  };
}

async function answersInTime(reading: Promise<unknown>, onError: (error: unknown) => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the store has not answered for ${PATIENCE_MS} ms`)),
      PATIENCE_MS,
    );
  });
  try {
    await Promise.race([reading, tooLate]);
    return true;
  } catch (error) {
    onError(error);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
