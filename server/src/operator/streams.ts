/** The streams that are open: each ends when its client goes, or all when the server stops. */
export interface Streams {
  /** @returns takes the stream out of the list */
  readonly add: (end: () => void) => () => void;
  readonly close: () => void;
}

export function createStreams(): Streams {
  const open = new Set<() => void>();
  let closed = false;
  return {
    add(end) {
      if (closed) end();
      else open.add(end);
      return () => open.delete(end);
    },
    close() {
      closed = true;
      for (const end of open) end();
      open.clear();
    },
  };
}
