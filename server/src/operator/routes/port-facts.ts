import { anyConnection } from '../../store/queries/connections.ts';
import type { PortRow } from '../../store/tables/inventory.ts';
import { takePortFact } from '../../work/links.ts';
import { act } from '../call.ts';
import { findPort, portNow, portParams } from '../find-port.ts';
import { type Route, route } from '../route.ts';
import { choice, decimal, flag, nullable, object, optional } from '../schema.ts';
import { portSchema } from '../views/port.ts';

const power = nullable(decimal({ minimum: -60, maximum: 20, 'x-allowed': 'dBm from -60 to 20' }));

/** What the operator sees on gear that this server does not drive. */
export const portFactRoutes: readonly Route[] = [
  route({
    name: 'reportPort',
    method: 'POST',
    path: '/ports/:port/facts',
    summary: 'Reports link and light of a port of your own gear; what is not named stays as it was',
    role: 'operator',
    params: portParams,
    body: object({
      link: optional(choice(['up', 'down'])),
      rxPowerDbm: optional(power),
      txPowerDbm: optional(power),
      encrypted: optional(flag('Whether MACsec is established.')),
    }),
    answer: portSchema,
    handle: async (call) => {
      const { link, rxPowerDbm, txPowerDbm, encrypted } = call.body;
      const { row } = await act(
        call,
        async (work) => {
          const found = await findPort(work.reader, call.params.port);
          await takePortFact(work, {
            deviceId: found.deviceId,
            number: found.number,
            link: link ?? found.link,
            rxLight: hundredths(rxPowerDbm, found.rxLight),
            txLight: hundredths(txPowerDbm, found.txLight),
            encrypted: encrypted ?? found.encrypted === 1,
          });
          return { row: found, owner: await anyConnection(work.reader, found.connectionId ?? '') };
        },
        ({ owner }) => owner ?? {},
      );
      return portNow(call, row);
    },
  }),
];

function hundredths(dbm: number | null | undefined, before: PortRow['rxLight']): number | null {
  if (dbm === undefined) return before;
  return dbm === null ? null : Math.round(dbm * 100);
}
