import { newPort } from '../../work/ports.ts';
import { portsOf } from '../../store/queries/inventory.ts';
import { type DeviceRow, devices, type PortRow, ports } from '../../store/tables/inventory.ts';
import { act } from '../call.ts';
import { conflict, invalid } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { flag, type Infer, integer, object, optional } from '../schema.ts';
import { portSpeed, words } from '../views/common.ts';
import { deviceSchema, deviceView } from '../views/inventory.ts';
import { deviceOf, deviceParams } from './devices.ts';

const PORTS_MAX = 1_000;
const number = integer({ minimum: 1, maximum: 999_999 });
const range = object({
  from: number,
  to: number,
  speed: portSpeed,
  macSec: optional(flag('Whether they can do MACsec; false by default.')),
  medium: optional(words(64, "Such as 10GBASE-LR; the speed's usual one by default.")),
  connector: optional(words(64)),
});

/** Ports are declared in ranges: a line card is a range. */
export const declarePortsRoute: Route = route({
  name: 'declarePorts',
  method: 'POST',
  path: '/devices/:deviceId/ports',
  summary: 'Declares a range of ports of a device, which does not grow from then on',
  role: 'operator',
  params: deviceParams,
  body: range,
  status: 201,
  answer: deviceSchema,
  handle: async (call) => {
    const row = await act(
      call,
      async (work) => {
        const found = await deviceOf(work.reader, call.params.deviceId);
        checkRange(call.body, found);
        const known = new Set((await portsOf(work.reader, found.id)).map((port) => port.number));
        const wanted = numbersOf(call.body);
        const double = wanted.filter((one) => known.has(one));
        if (double.length > 0) {
          throw conflict(
            `${found.id} has ports ${double.slice(0, 10).join(', ')}${double.length > 10 ? ' and more' : ''} already`,
            `Declare numbers that it does not have; its last is ${Math.max(...known)}`,
          );
        }
        for (const one of wanted) work.write.insert(ports, declaredPort(found.id, one, call.body));
        return work.write.update(devices, found, { grows: 0 });
      },
      ({ region }) => ({ region }),
    );
    return deviceView(call.parts.store.reader, row);
  },
});

function checkRange({ from, to, speed, macSec }: Infer<typeof range>, device: DeviceRow): void {
  if (to < from || to - from >= PORTS_MAX) {
    throw invalid([
      {
        field: 'body.to',
        detail: `does not end a range that begins at ${from}`,
        allowed: `${from} to ${from + PORTS_MAX - 1}`,
      },
    ]);
  }
  const offered = JSON.parse(device.speeds) as readonly string[];
  if (!offered.includes(speed)) {
    throw invalid([{ field: 'body.speed', detail: `is not offered by ${device.id}`, allowed: offered }]);
  }
  const secured = JSON.parse(device.macSecSpeeds) as readonly string[];
  if (macSec === true && !secured.includes(speed)) {
    const allowed = secured.length === 0 ? 'false' : `true with a speed of ${secured.join(', ')}`;
    throw invalid([{ field: 'body.macSec', detail: `is not offered by ${device.id} at ${speed}`, allowed }]);
  }
}

function numbersOf({ from, to }: Infer<typeof range>): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function declaredPort(deviceId: string, at: number, wanted: Infer<typeof range>): PortRow {
  const { speed, medium, connector, macSec } = wanted;
  return {
    ...newPort(deviceId, at, speed, macSec === true),
    ...(medium === undefined ? {} : { medium }),
    ...(connector === undefined ? {} : { connector }),
  };
}
