import type { OperatorMount } from '../../operator/mount.ts';
import type { OperatorParts } from '../../operator/parts.ts';
import type { Mount } from '../../wire/service.ts';

export interface LazyOperator {
  readonly mount: Mount;
  /** Ends its streams; a server that is stopping waits for it. */
  readonly close: () => Promise<void>;
}

/** The operator API, loaded by its first request: its framework costs a start 60 ms and 15 MB. */
export function lazyOperator(parts: () => OperatorParts): LazyOperator {
  let loading: Promise<OperatorMount> | undefined;
  const load = async () => (await import('../../operator/mount.ts')).mountOperator(parts());
  return {
    mount: {
      matches: (path) => path === '/operator' || path.startsWith('/operator/'),
      handle: async (req, res) => {
        loading ??= load();
        (await loading).handle(req, res);
      },
    },
    close: async () => (await loading)?.close(),
  };
}
