import type { Network } from '../domain/cloud-gateway/networks.ts';
import { associationsWith } from '../store/queries/gateways.ts';
import { interfacesOfVirtualGateway } from '../store/queries/virtual-interfaces.ts';
import { type CloudGatewayRow, cloudGateways } from '../store/tables/cloud-gateways.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { disassociate, networkChanged } from './gateways.ts';
import { networkTimes } from './prefix-times.ts';

/** Networks as rows hold them: each with its prefixes, the prefixes of all, and since when they are there. */
export function storedNetworks(
  { now }: Pick<Work, 'now'>,
  before: CloudGatewayRow | undefined,
  networks: readonly Network[],
): Pick<CloudGatewayRow, 'networks' | 'cidrs' | 'prefixTimes'> {
  const cidrs = [...new Set(networks.flatMap((one) => one.cidrs))];
  return {
    networks: JSON.stringify(networks),
    cidrs: JSON.stringify(cidrs),
    ...networkTimes(before, cidrs, now),
  };
}

/**
 * Changes a virtual private or transit gateway: what is advertised for it follows. One that is deleted, and a virtual
 * private one that is attached to nothing any more, is on no Direct Connect gateway either [UG23]. Virtual interfaces on
 * the gateway itself stay: `leadsInto` says which of them have its networks.
 */
export async function changeCloudGateway(
  work: Work,
  row: CloudGatewayRow,
  changes: Partial<CloudGatewayRow>,
): Promise<CloudGatewayRow> {
  const after = work.write.update(cloudGateways, row, changes);
  const virtual = after.kind === 'virtualPrivateGateway';
  const leaves = after.state === 'deleted' || (virtual && after.networks === '[]');
  for (const association of await associationsWith(work.reader, row.id)) {
    if (leaves) await disassociate(work, association);
    else if (after.cidrs !== row.cidrs)
      await networkChanged(work, association, { before: row.cidrs, after: after.cidrs });
  }
  if (after.cidrs !== row.cidrs || after.sharedWith !== row.sharedWith) await markDirect(work, row.id);
  return after;
}

/** Its virtual interfaces without a Direct Connect gateway between them. */
async function markDirect(work: Work, id: string): Promise<void> {
  const interfaces = await interfacesOfVirtualGateway(work.reader, id);
  for (const deviceId of new Set(interfaces.map((row) => row.deviceId))) await markDirty(work, deviceId);
}

/** Deletes it: behind it is nothing any more. */
export function deleteCloudGateway(work: Work, row: CloudGatewayRow): Promise<CloudGatewayRow> {
  return changeCloudGateway(work, row, {
    state: 'deleted',
    sharedWith: '[]',
    ...storedNetworks(work, row, []),
  });
}
