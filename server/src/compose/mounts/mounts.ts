import type { Mount } from '../../wire/service.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { timerFigures } from '../metrics/timer-figures.ts';
import { type OperatorSurroundings, operatorParts } from '../operator-parts.ts';
import { health } from './health.ts';
import { homePage } from './home.ts';
import { LETTERS, letter } from './letter.ts';
import { pageAt } from './mount.ts';
import { lazyOperator } from './operator.ts';

export interface MountParts extends OperatorSurroundings {
  readonly metrics: Metrics;
}

export interface Mounts {
  readonly mounts: readonly Mount[];
  /** Ends what would hold a connection for ever. */
  readonly close: () => Promise<void>;
}

/** Everything on the port that is not the API, the first that matches a path first. */
export function mountsOf({ metrics, ...parts }: MountParts): Mounts {
  const { settings, core, log } = parts;
  const { reader } = core.store;
  const { clock } = core;
  const startedAt = Date.now();
  const onError = (error: unknown) => log.error({ err: error }, 'The store does not answer');
  const figures = {
    store: () => core.store.figures(),
    timers: () => timerFigures(reader, clock.now()),
  };
  const metricsPage = async () => ({ status: 200, ...(await metrics.page(figures)) });
  const operator = lazyOperator(() => operatorParts(parts));
  return {
    mounts: [
      pageAt('/', (req) => homePage({ settings, core }, req)),
      pageAt('/health', () => health({ settings, reader, clock, startedAt, onError })),
      pageAt('/metrics', metricsPage),
      pageAt(LETTERS, (req) => letter(core, req)),
      operator.mount,
    ],
    close: operator.close,
  };
}
