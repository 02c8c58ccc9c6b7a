import { portId } from '../../domain/inventory/port.ts';
import { anyConnection } from '../../store/queries/connections.ts';
import { crossConnect } from '../../store/queries/paperwork.ts';
import { type PortRow, ports } from '../../store/tables/inventory.ts';
import type { Work } from '../../work/context.ts';
import { markDirty } from '../../work/devices.ts';
import { act, type Call } from '../call.ts';
import { findPort, portNow, portParams } from '../find-port.ts';
import { conflict } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, flag, object } from '../schema.ts';
import { PORT_FAULTS, portSchema } from '../views/port.ts';

/** Hands on the simulated world around a port: a lab alone has them. */
export const portWorldRoutes: readonly Route[] = [
  route({
    name: 'setFarEnd',
    method: 'POST',
    path: '/ports/:port/far-end',
    summary: "Switches the customer's optic behind a port on or off",
    role: 'operator',
    params: portParams,
    body: object({ lit: flag('Whether it is on.') }),
    answer: portSchema,
    handle: (call) =>
      changeWorld(call, call.params.port, async (work, row) => {
        if (call.body.lit) await refuseUnpatched(work, row);
        return { farEndLit: call.body.lit ? 1 : 0 };
      }),
  }),
  route({
    name: 'setFault',
    method: 'POST',
    path: '/ports/:port/fault',
    summary: 'Breaks something at a port',
    description:
      'cut: the fibre; dark: the optic of the far end; noLink: light, but no link; noEncryption: a link without MACsec.',
    role: 'operator',
    params: portParams,
    body: object({ fault: choice(PORT_FAULTS) }),
    answer: portSchema,
    handle: (call) => changeWorld(call, call.params.port, async () => ({ fault: call.body.fault })),
  }),
  route({
    name: 'repairPort',
    method: 'POST',
    path: '/ports/:port/repair',
    summary: 'Mends whatever is broken at a port',
    role: 'operator',
    params: portParams,
    body: object({}),
    answer: portSchema,
    handle: (call) => changeWorld(call, call.params.port, async () => ({ fault: null })),
  }),
];

async function changeWorld(
  call: Call,
  name: string,
  changes: (work: Work, row: PortRow) => Promise<Pick<PortRow, 'farEndLit'> | Pick<PortRow, 'fault'>>,
) {
  const { row } = await act(
    call,
    async (work) => {
      const found = await findPort(work.reader, name);
      const owner =
        found.connectionId === null ? undefined : await anyConnection(work.reader, found.connectionId);
      if (owner === undefined) throw unused(found);
      const after = work.write.update(ports, found, await changes(work, found));
      await markDirty(work, found.deviceId);
      return { row: after, owner };
    },
    ({ owner }) => owner,
  );
  return portNow(call, row);
}

function unused(row: PortRow) {
  return conflict(
    `Port ${portId(row.deviceId, row.number)} is ${row.state}: nobody is at its other end`,
    'Name a port with a connection: GET /operator/v1/ports?state=taken (crossconnect operator ports list --state taken)',
  );
}

/** Light needs a fibre from end to end. */
async function refuseUnpatched(work: Work, { connectionId }: PortRow): Promise<void> {
  const id = connectionId ?? '';
  const fibre = await crossConnect(work.reader, id);
  if (fibre?.state === 'connected') return;
  if (fibre === undefined) {
    throw conflict(
      `The fibre of ${id} is not patched: its order is not approved yet`,
      `Approve it first: POST /operator/v1/orders/${id}/approve (crossconnect operator orders approve ${id})`,
    );
  }
  const step = fibre.state === 'broken' ? 'repair' : 'connect';
  const ended = fibre.state === 'ceased' || fibre.state === 'awaitingCease';
  throw conflict(
    `The fibre of ${id} is not patched: its cross connect is ${fibre.state}`,
    ended
      ? 'It is being taken out: order a new connection'
      : `Report the patch first: POST /operator/v1/cross-connects/${id}/${step} (crossconnect operator cross-connects ${step} ${id})`,
  );
}
