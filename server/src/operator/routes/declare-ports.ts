import { portsOf } from '../../store/queries/inventory.ts';
import { devices, ports } from '../../store/tables/inventory.ts';
import { act } from '../call.ts';
import { checkRange, declaredPort, numbersOf, portRange } from '../inventory/ports.ts';
import { conflict } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { deviceSchema, deviceView } from '../views/inventory.ts';
import { deviceOf, deviceParams } from './devices.ts';

/** Ports are declared in ranges: a line card is a range. */
export const declarePortsRoute: Route = route({
  name: 'declarePorts',
  method: 'POST',
  path: '/devices/:deviceId/ports',
  summary: 'Declares a range of ports of a device, which does not grow from then on',
  role: 'operator',
  params: deviceParams,
  body: portRange,
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
