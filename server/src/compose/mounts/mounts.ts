import type { Settings } from '../../cli/settings/table.ts';
import type { Mount } from '../../wire/service.ts';
import type { Core } from '../core.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { timerFigures } from '../metrics/timer-figures.ts';
import { health } from './health.ts';
import { homePage } from './home.ts';
import { LETTERS, letter } from './letter.ts';
import { pageAt } from './mount.ts';

export interface MountParts {
  readonly settings: Settings;
  readonly core: Core;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Everything on the port that is not the API, the first that matches a path first. */
export function mountsOf({ settings, core, metrics, log }: MountParts): readonly Mount[] {
  const { store, clock } = core;
  const { reader } = store;
  const startedAt = Date.now();
  const onError = (error: unknown) => log.error({ err: error }, 'A page failed');
  const figures = {
    store: () => store.figures(),
    timers: () => timerFigures(reader, clock.now()),
  };
  const metricsPage = async () => ({ status: 200, ...(await metrics.page(figures)) });
  return [
    pageAt('/', (req) => homePage({ settings, core }, req)),
    pageAt('/health', () => health({ settings, reader, clock, startedAt, onError })),
    pageAt('/metrics', metricsPage),
    pageAt(LETTERS, (req) => letter(core, req)),
  ];
}
