/** The streams that are open: each ends when its client goes, or all when the server stops. */
export interface Streams {
  /** @param end asks it to end; @param ended resolves when it has */
  readonly track: (end: () => void, ended: Promise<void>) => void;
  /** Ends them all, and waits until they have ended. */
  readonly close: () => Promise<void>;
}

export function createStreams(): Streams {
  const open = new Map<Promise<void>, () => void>();
  let closed = false;
  return {
    track(end, ended) {
      const settled = ended.catch(() => {}).finally(() => open.delete(settled));
      open.set(settled, end);
      if (closed) end();
    },
    async close() {
      closed = true;
      for (const end of open.values()) end();
      await Promise.all(open.keys());
    },
  };
}
