import type { ReadWorld } from '../fabric/drivers/simulated/driver.ts';
import type { PortFault } from '../fabric/drivers/simulated/world.ts';
import { worldAround } from '../store/queries/edges.ts';
import type { Reader } from '../store/store.ts';

/** The simulated world around an edge's ports, from its rows. */
export function readWorldFrom(reader: Reader): ReadWorld {
  return async (edge) => {
    const rows = await worldAround(reader, edge);
    return new Map(
      rows.map(({ number, patched, farEndLit, fault }) => [
        number,
        { number, patched: patched === 1, farEndLit: farEndLit === 1, fault: fault as PortFault | null },
      ]),
    );
  };
}
