import { textsIn } from '../../domain/texts-in.ts';
import type { DeviceRow, PortRow } from '../../store/tables/inventory.ts';
import { newPort } from '../../work/ports.ts';
import { invalid } from '../problem.ts';
import { flag, type Infer, integer, object, optional } from '../schema.ts';
import { portSpeed, words } from '../views/common.ts';

const PORTS_MAX = 1_000;
const number = integer({ minimum: 1, maximum: 999_999 });
/** Ports of one kind, by their numbers. */
export const portRange = object({
  from: number,
  to: number,
  speed: portSpeed,
  macSec: optional(flag('Whether they can do MACsec; false by default.')),
  medium: optional(words(64, "Such as 10GBASE-LR; the speed's usual one by default.")),
  connector: optional(words(64)),
});

type PortRange = Infer<typeof portRange>;

/** @throws Problem when the range is none, or its device does not offer such ports */
export function checkRange({ from, to, speed, macSec }: PortRange, device: DeviceRow): void {
  if (to < from || to - from >= PORTS_MAX) {
    throw invalid([
      {
        field: 'body.to',
        detail: `does not end a range that begins at ${from}`,
        allowed: `${from} to ${from + PORTS_MAX - 1}`,
      },
    ]);
  }
  const offered = textsIn(device.speeds);
  if (!offered.includes(speed)) {
    throw invalid([{ field: 'body.speed', detail: `is not offered by ${device.id}`, allowed: offered }]);
  }
  const secured = textsIn(device.macSecSpeeds);
  if (macSec === true && !secured.includes(speed)) {
    const allowed = secured.length === 0 ? 'false' : `true with a speed of ${secured.join(', ')}`;
    throw invalid([{ field: 'body.macSec', detail: `is not offered by ${device.id} at ${speed}`, allowed }]);
  }
}

export function numbersOf({ from, to }: PortRange): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export function declaredPort(deviceId: string, at: number, wanted: PortRange): PortRow {
  const { speed, medium, connector, macSec } = wanted;
  return {
    ...newPort(deviceId, at, speed, macSec === true),
    ...(medium === undefined ? {} : { medium }),
    ...(connector === undefined ? {} : { connector }),
  };
}
