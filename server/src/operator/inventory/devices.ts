import { textsIn } from '../../domain/texts-in.ts';
import type { DeviceRow } from '../../store/tables/inventory.ts';
import { invalid } from '../problem.ts';
import { flag, type Infer, integer, list, object, optional } from '../schema.ts';
import { portSpeed, words } from '../views/common.ts';

const ordinal = integer({ minimum: 1, maximum: 10_000, description: 'Order of choice within the location.' });
const SPEEDS = '1G, 10G, 100G, 400G';
/** What a device offers. */
export const portSpeeds = list(portSpeed, {
  minItems: 1,
  uniqueItems: true,
  'x-allowed': `one or more of ${SPEEDS}`,
});
const speedsWithMacSec = list(portSpeed, { uniqueItems: true, 'x-allowed': `a list of ${SPEEDS}` });
/** What may be said of a device beside its id and its place. */
export const deviceMembers = {
  rack: optional(words(64)),
  panel: optional(words(64)),
  ordinal: optional(ordinal),
  portSpeeds: optional(portSpeeds),
  macSecPortSpeeds: optional(speedsWithMacSec),
  open: optional(flag('Whether it takes new orders; true by default.')),
  logicalRedundancy: optional(
    flag('Whether connections and LAGs on it have logical redundancy; false by default.'),
  ),
};
const said = object(deviceMembers);

type Wanted = Infer<typeof said> & { readonly deviceId: string; readonly logicalId?: string };

/** A device that the operator declares: its ports are declared too, so that it does not grow. `others` stand at its site. */
export function newDevice(
  place: Pick<DeviceRow, 'region' | 'location'>,
  wanted: Wanted,
  others: readonly Pick<DeviceRow, 'ordinal'>[],
): DeviceRow {
  return {
    id: wanted.deviceId,
    ...place,
    ordinal: Math.max(0, ...others.map((other) => other.ordinal)) + 1,
    logicalId: wanted.logicalId ?? wanted.deviceId,
    rack: '-',
    panel: '-',
    speeds: '[]',
    macSecSpeeds: '[]',
    grows: 0,
    open: 1,
    redundant: 0,
    dirtySince: null,
    revision: 1,
    ...storedDevice(wanted),
  };
}

/** @throws Problem when it has MACsec at a speed that it does not offer */
export function checkSpeeds({ speeds: offered, macSecSpeeds }: DeviceRow): void {
  const known = textsIn(offered);
  const wrong = textsIn(macSecSpeeds).filter((speed) => !known.includes(speed));
  if (wrong.length === 0) return;
  throw invalid([
    {
      field: 'body.macSecPortSpeeds',
      detail: `has ${wrong.join(', ')}, which the device does not offer`,
      allowed: known,
    },
  ]);
}

/** What was said, as the row keeps it. */
export function storedDevice({
  rack,
  panel,
  ordinal: place,
  portSpeeds: offered,
  macSecPortSpeeds,
  open,
  logicalRedundancy,
}: Infer<typeof said>) {
  return {
    ...(rack === undefined ? {} : { rack }),
    ...(panel === undefined ? {} : { panel }),
    ...(place === undefined ? {} : { ordinal: place }),
    ...(offered === undefined ? {} : { speeds: JSON.stringify(offered) }),
    ...(macSecPortSpeeds === undefined ? {} : { macSecSpeeds: JSON.stringify(macSecPortSpeeds) }),
    ...(open === undefined ? {} : { open: open ? 1 : 0 }),
    ...(logicalRedundancy === undefined ? {} : { redundant: logicalRedundancy ? 1 : 0 }),
  };
}
