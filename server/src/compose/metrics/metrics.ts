import type { RequestMetric } from '../../wire/service.ts';
import type { Sources, Telemetry } from './telemetry.ts';

export interface Metrics {
  readonly onRequest: (metric: RequestMetric) => void;
  readonly onCommit: (units: number) => void;
  /** The page for a scraper. */
  readonly page: (sources: Sources) => Promise<{ readonly type: string; readonly text: string }>;
}

/** So many facts are kept before the library is loaded for them. */
const WAITING_MAX = 4_096;

type Fact = { readonly request: RequestMetric } | { readonly units: number };

/**
 * Counts from the first request on; prom-client is loaded when somebody looks, or when there is much to count: it
 * costs 39 ms and 11 MB, which a server that nobody scrapes need not pay.
 */
export function createMetrics(): Metrics {
  let waiting: Fact[] = [];
  let telemetry: Telemetry | undefined;
  let loading: Promise<Telemetry> | undefined;
  const load = async () => {
    const { createTelemetry } = await import('./telemetry.ts');
    telemetry = createTelemetry();
    for (const fact of waiting) count(telemetry, fact);
    waiting = [];
    return telemetry;
  };
  const loadOnce = () => (loading ??= load());
  const take = (fact: Fact) => {
    if (telemetry !== undefined) count(telemetry, fact);
    else if (waiting.push(fact) === WAITING_MAX) void loadOnce();
  };
  return {
    onRequest: (request) => take({ request }),
    onCommit: (units) => take({ units }),
    page: async (sources) => (await loadOnce()).page(sources),
  };
}

function count(telemetry: Telemetry, fact: Fact): void {
  if ('units' in fact) telemetry.commit(fact.units);
  else telemetry.request(fact.request);
}
