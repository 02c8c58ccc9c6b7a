import type { EdgeConfig, FabricDriver, FabricFact } from '../../fabric.ts';
import { lightOf, type PortWorld } from './world.ts';

/** The simulated world of one edge, read from its rows when the driver looks. */
export type ReadWorld = (edge: string) => Promise<ReadonlyMap<number, PortWorld>>;

const UNTOUCHED = { patched: false, farEndLit: false, fault: null } as const;

/**
 * The simulated fabric: deterministic, and without a memory of its own. Each apply looks at the world and tells
 * every port's facts; whoever listens writes down what is new.
 */
export function simulatedDriver(readWorld: ReadWorld): FabricDriver {
  const listeners = new Set<(fact: FabricFact) => Promise<void>>();
  return {
    name: 'simulated',
    async apply(wanted: EdgeConfig) {
      const world = await readWorld(wanted.edge);
      for (const port of wanted.ports) {
        const around = world.get(port.number) ?? { number: port.number, ...UNTOUCHED };
        const fact = {
          kind: 'port',
          edge: wanted.edge,
          number: port.number,
          ...lightOf(port, around),
        } as const;
        for (const listener of listeners) await listener(fact);
      }
      return { edge: wanted.edge, problems: [] };
    },
    observe(onFact) {
      listeners.add(onFact);
      return () => listeners.delete(onFact);
    },
    async close() {
      listeners.clear();
    },
  };
}
