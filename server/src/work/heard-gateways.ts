import type { HeardGateway } from '../domain/cloud-gateway/heard.ts';
import { type CloudGatewayRow, cloudGateways } from '../store/tables/cloud-gateways.ts';
import { changeCloudGateway, storedNetworks } from './cloud-gateways.ts';
import type { Work } from './context.ts';

/** Takes over what was heard of a gateway; nothing is written where it is known so already. */
export async function takeHeard(
  work: Work,
  known: CloudGatewayRow | undefined,
  { networks, ...heard }: HeardGateway,
): Promise<CloudGatewayRow> {
  const said = { ...heard, ...storedNetworks(work, known, networks), source: 'ec2' } as const;
  if (known !== undefined) {
    const same = Object.entries(said).every(([name, value]) => known[name as keyof typeof said] === value);
    return same ? known : changeCloudGateway(work, known, { ...said, refreshedAt: work.now });
  }
  const row = { ...said, sharedWith: '[]', createdAt: work.now, refreshedAt: work.now, revision: 1 };
  work.write.insert(cloudGateways, row);
  return row;
}
