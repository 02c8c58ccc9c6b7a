import type { GatewayDirectory } from '../gateways/directory.ts';
import { cloudGateway, heardGateways } from '../store/queries/cloud-gateways.ts';
import type { CloudGatewayRow } from '../store/tables/cloud-gateways.ts';
import { deleteCloudGateway } from '../work/cloud-gateways.ts';
import { takeHeard } from '../work/heard-gateways.ts';
import { perform, type ReconcileParts } from './parts.ts';

const BATCH = 100;

/**
 * Asks again about every gateway that was heard of: other networks are advertised then, and what is detached or deleted
 * leaves its Direct Connect gateway. One that was not there is asked about for as long as something leads to it. Where nobody
 * answers what is known stays.
 */
export async function refreshGateways(
  parts: Omit<ReconcileParts, 'driver' | 'leases'>,
  directory: GatewayDirectory,
): Promise<void> {
  let after = '';
  let rows: readonly CloudGatewayRow[];
  do {
    rows = await heardGateways(parts.store.reader, after, BATCH);
    for (const row of rows) await refresh(parts, directory, row);
    after = rows.at(-1)?.id ?? '';
  } while (rows.length === BATCH);
}

async function refresh(
  parts: Omit<ReconcileParts, 'driver' | 'leases'>,
  directory: GatewayDirectory,
  { id, account, region }: CloudGatewayRow,
): Promise<void> {
  const heard = await directory.ask(id, { account, region, ownerOf: () => account });
  if ('silent' in heard) return;
  await perform(parts, 'directory', 'refreshed', parts.now(), async (work) => {
    const row = await cloudGateway(work.reader, id);
    // Declared meanwhile.
    if (row?.source !== 'ec2') return;
    if ('gateway' in heard) await takeHeard(work, row, heard.gateway);
    else if (row.state !== 'deleted') await deleteCloudGateway(work, row);
  });
}
