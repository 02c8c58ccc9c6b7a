import { peersOf } from '../../store/queries/bgp-peers.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import type { Work } from '../../work/context.ts';
import {
  deletePeer,
  rejectInterface,
  rejectionCause,
  verifyInterface,
  verifyPeer,
} from '../../work/virtual-interfaces.ts';
import type { Call } from '../call.ts';
import { actOnInterface, findInterface, interfaceParams } from '../find-interface.ts';
import { conflict } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { object, optional } from '../schema.ts';
import { words } from '../views/common.ts';
import { interfaceSchema, operatorInterfaceView } from '../views/virtual-interface.ts';

/** Whether the prefixes and the ASN of a public virtual interface are the customer's: somebody has to say. */
export const verificationRoutes: readonly Route[] = [
  route({
    name: 'verifyVirtualInterface',
    method: 'POST',
    path: '/virtual-interfaces/:virtualInterfaceId/verify',
    summary: 'The prefixes and the ASN of a public virtual interface are its owner’s: it is set up',
    description: 'The same for a BGP peer that was added later and waits for it.',
    role: 'operator',
    params: interfaceParams,
    body: object({ note: optional(words(500, 'Kept in the audit trail.')) }),
    answer: interfaceSchema,
    handle: async (call) => {
      await actOnInterface(call, async (work, row) => {
        if ((await verifyInterface(work, row)) !== undefined) return;
        for (const peer of await waitingPeers(work, row)) verifyPeer(work, peer);
      });
      return now(call);
    },
  }),
  route({
    name: 'rejectVirtualInterface',
    method: 'POST',
    path: '/virtual-interfaces/:virtualInterfaceId/reject',
    summary: 'The prefixes or the ASN of a public virtual interface are not its owner’s: it ends as rejected',
    description: 'Of one that is set up already, the BGP peers that wait are taken out.',
    role: 'operator',
    params: interfaceParams,
    body: object({ reason: words(500, 'Why; stands in the history of its sessions.') }),
    answer: interfaceSchema,
    handle: async (call) => {
      const { reason } = call.body;
      await actOnInterface(call, async (work, row) => {
        if ((await rejectInterface(work, row, reason)) !== undefined) return;
        for (const peer of await waitingPeers(work, row))
          await deletePeer(work, peer, rejectionCause(reason));
      });
      return now(call);
    },
  }),
];

/** @throws Problem when nothing waits */
async function waitingPeers(work: Work, row: VirtualInterfaceRow) {
  const waiting = (await peersOf(work.reader, row.id)).filter(({ state }) => state === 'verifying');
  if (waiting.length > 0) return waiting;
  throw conflict(
    `${row.id} is ${row.state}: nothing of it waits to be verified`,
    'GET /operator/v1/virtual-interfaces?state=verifying lists what waits (crossconnect operator virtual-interfaces list --state verifying)',
  );
}

async function now({ parts, params }: Call<{ readonly virtualInterfaceId: string }>) {
  const { reader } = parts.store;
  return operatorInterfaceView(reader, await findInterface(reader, params.virtualInterfaceId));
}
