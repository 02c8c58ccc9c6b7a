import { act } from '../call.ts';
import { importInventory, inventory } from '../inventory/import.ts';
import { type Route, route } from '../route.ts';
import { choice, list, object, text } from '../schema.ts';

const imported = object({
  what: choice(['location', 'device', 'ports']),
  id: text(),
  done: choice(['created', 'updated', 'unchanged']),
});

/** In production the way in for sites, devices and ports, beside their own calls. */
export const importInventoryRoute: Route = route({
  name: 'importInventory',
  method: 'POST',
  path: '/inventory',
  summary: 'Makes and changes sites, devices and ports as one document names them: all of it, or nothing',
  role: 'operator',
  body: inventory,
  answer: object({ items: list(imported) }),
  handle: async (call) => {
    const items = await act(call, (work) => importInventory(work, call.body));
    await call.parts.recall();
    return { items };
  },
});
