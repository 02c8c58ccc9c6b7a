import type { FabricDriver } from '../../fabric.ts';

/**
 * The fabric that people look after: nothing is sent anywhere, and nothing is seen by itself. What the operator
 * reports of a port is taken as a fact where it is reported.
 */
export function manualDriver(): FabricDriver {
  return {
    name: 'manual',
    apply: ({ edge }) => Promise.resolve({ edge, problems: [] }),
    observe: () => () => {},
    close: () => Promise.resolve(),
  };
}
