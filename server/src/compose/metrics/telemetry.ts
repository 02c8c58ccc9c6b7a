import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { StoreFigures } from '../../store/store.ts';
import type { RequestMetric } from '../../wire/service.ts';

/** What is looked up when somebody looks. */
export interface Sources {
  readonly store: () => Promise<StoreFigures>;
  readonly timers: () => Promise<TimerFigures>;
}

export interface TimerFigures {
  /** Deadlines that have come and that nobody has acted on yet. */
  readonly due: number;
  /** How long the oldest of them has been due, in milliseconds. */
  readonly lateMs: number;
}

export interface Telemetry {
  readonly request: (metric: RequestMetric) => void;
  readonly commit: (units: number) => void;
  readonly page: (sources: Sources) => Promise<{ readonly type: string; readonly text: string }>;
}

/** The metrics of one server, by prom-client. Labels are of bounded sets: never text that a client made up. */
export function createTelemetry(): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'crossconnect_requests_total',
    help: 'API requests by operation, protocol and outcome (ok, or the fault).',
    labelNames: ['operation', 'protocol', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'crossconnect_request_seconds',
    help: 'Time from the head of a request to its answer.',
    labelNames: ['operation', 'protocol'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const batches = new Histogram({
    name: 'crossconnect_commit_units',
    help: 'Units of work that shared one commit.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  const gauges = gaugesOf(registers);
  return {
    request: ({ operation, protocol, outcome, seconds: taken }) => {
      requests.inc({ operation, protocol, outcome });
      seconds.observe({ operation, protocol }, taken);
    },
    commit: (units) => batches.observe(units),
    page: async (sources) => {
      await gauges(sources);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function gaugesOf(registers: Registry[]): (sources: Sources) => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name: `crossconnect_${name}`, help, registers });
  const due = gauge('timers_due', 'Deadlines that have come and that nobody has acted on yet.');
  const late = gauge('timers_late_seconds', 'How long the oldest of the due deadlines has been due.');
  const replays = new Counter({
    name: 'crossconnect_commit_replays_total',
    help: 'Batches or units of work that were run again after a lost race.',
    registers,
  });
  const bytes = gauge('store_bytes', 'Size of the store.');
  return async (sources) => {
    const [timers, store] = await Promise.all([sources.timers(), sources.store()]);
    due.set(timers.due);
    late.set(timers.lateMs / 1000);
    replays.reset();
    replays.inc(store.replays);
    if (store.bytes !== null) bytes.set(store.bytes);
  };
}
