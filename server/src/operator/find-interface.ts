import { hasEnded } from '../domain/ended.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import type { Reader } from '../store/store.ts';
import type { VirtualInterfaceRow } from '../store/tables/virtual-interfaces.ts';
import type { Work } from '../work/context.ts';
import { act, type Call } from './call.ts';
import { conflict, notFound } from './problem.ts';
import { object, text } from './schema.ts';

/** A virtual interface in a path. */
export const virtualInterfaceId = text({
  pattern: '^dxvif-[a-z0-9]{8}$',
  'x-allowed': 'the id of a virtual interface, such as dxvif-ffabc123',
});
export const interfaceParams = object({ virtualInterfaceId });

/** @throws Problem when there is none */
export async function findInterface(reader: Reader, id: string): Promise<VirtualInterfaceRow> {
  const row = await anyInterface(reader, id);
  if (row !== undefined) return row;
  throw notFound(
    'virtual interface',
    id,
    'GET /operator/v1/virtual-interfaces lists all (crossconnect operator virtual-interfaces list)',
  );
}

/** One that has not ended. @throws Problem when there is none */
async function livingInterface(reader: Reader, id: string): Promise<VirtualInterfaceRow> {
  const row = await findInterface(reader, id);
  if (hasEnded(row)) throw conflict(`${id} is ${row.state}`, 'Name a virtual interface that is alive');
  return row;
}

/** Does something with a virtual interface that lives, in the trail of its owner. */
export async function actOnInterface(
  call: Call<{ readonly virtualInterfaceId: string }>,
  unit: (work: Work, row: VirtualInterfaceRow) => Promise<void>,
): Promise<void> {
  await act(
    call,
    async (work) => {
      const row = await livingInterface(work.reader, call.params.virtualInterfaceId);
      await unit(work, row);
      return row;
    },
    (row) => row,
  );
}
