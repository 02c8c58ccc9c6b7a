import { textsIn } from '../../domain/texts-in.ts';
import { portsBySite, type SitePorts } from '../../store/queries/capacity.ts';
import { scan } from '../../store/queries/scan.ts';
import type { Reader } from '../../store/store.ts';
import { devices } from '../../store/tables/inventory.ts';
import { type Route, route } from '../route.ts';
import { flag, type Infer, integer, list, object, optional, text } from '../schema.ts';
import { locationCode, portSpeed, regionName } from '../views/common.ts';

const count = (description: string) => integer({ description });
const capacitySchema = object(
  {
    region: text(),
    location: text(),
    speed: text(),
    grows: flag('A device there makes ports as they are ordered: there is always one more.'),
    free: count('Declared ports that may be ordered.'),
    freeMacSec: count('Those of them that can do MACsec.'),
    taken: count('Ports with a connection.'),
    ceasing: count('Ports whose connection is deleted, and whose fibre is still there.'),
    reserved: count('Ports that the operator keeps.'),
    quarantined: count('Ports that are out of use.'),
  },
  { title: 'Capacity' },
);
type Capacity = { -readonly [M in keyof Infer<typeof capacitySchema>]: Infer<typeof capacitySchema>[M] };

export const capacityRoute: Route = route({
  name: 'showCapacity',
  method: 'GET',
  path: '/capacity',
  summary: 'Free ports by location and speed',
  role: 'viewer',
  query: object({
    region: optional(regionName),
    location: optional(locationCode),
    speed: optional(portSpeed),
    macSec: optional(flag('true: only where a free port can do MACsec, or one would be made.')),
  }),
  answer: object({ items: list(capacitySchema) }),
  handle: async ({ parts, query }) => {
    const { region, location, speed, macSec = false } = query;
    const all = await capacities(parts.store.reader, macSec);
    const items = all.filter(
      (one) =>
        (region === undefined || one.region === region) &&
        (location === undefined || one.location.toLowerCase() === location.toLowerCase()) &&
        (speed === undefined || one.speed === speed) &&
        (!macSec || one.grows || one.freeMacSec > 0),
    );
    return { items };
  },
});

async function capacities(reader: Reader, macSec: boolean): Promise<readonly Capacity[]> {
  const found = new Map<string, Capacity>();
  const at = (region: string, location: string, speed: string): Capacity => {
    const key = `${region} ${location} ${speed}`;
    const known = found.get(key) ?? { region, location, speed, ...NOTHING };
    found.set(key, known);
    return known;
  };
  const all = await scan(reader, { table: devices, keep: () => true, limit: Number.POSITIVE_INFINITY });
  for (const { region, location, grows, open, speeds, macSecSpeeds } of all.rows) {
    for (const speed of textsIn(macSec ? macSecSpeeds : speeds)) {
      const one = at(region, location, speed);
      one.grows ||= grows === 1 && open === 1;
    }
  }
  for (const alike of await portsBySite(reader)) add(at(alike.region, alike.location, alike.speed), alike);
  return [...found.values()].toSorted((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }));
}

const NOTHING = { grows: false, free: 0, freeMacSec: 0, taken: 0, ceasing: 0, reserved: 0, quarantined: 0 };
const order = ({ region, location, speed }: Capacity) => `${region} ${location} ${speed}`;

/** A free port of a device that takes no new orders is nobody's to order. */
function add(to: Capacity, { state, macSec, open, n }: SitePorts): void {
  if (state === 'free' && open === 0) return;
  to[state] += n;
  if (state === 'free' && macSec === 1) to.freeMacSec += n;
}
