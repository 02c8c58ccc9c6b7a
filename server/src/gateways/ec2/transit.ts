import type { EC2Client, TransitGateway } from '@aws-sdk/client-ec2';
import type { HeardGateway } from '../../domain/cloud-gateway/heard.ts';
import { sdk } from './clients.ts';
import { vpcsOf } from './networks.ts';
import { LIVING, type Reading, STANDARD_ASN } from './virtual.ts';

/** A transit gateway by its id, with the VPCs that are attached to it. */
export async function transitGateways(
  client: EC2Client,
  id: string,
  reading: Reading,
): Promise<readonly HeardGateway[]> {
  const { abortSignal } = reading;
  const found = await transitGateway(client, id, abortSignal);
  const gateway = found === undefined ? undefined : heard(id, found, reading);
  if (gateway === undefined) return [];
  const vpcs = await vpcsOf(client, await attachedVpcs(client, id, abortSignal), abortSignal);
  return [{ ...gateway, networks: vpcs.map(({ networkId, cidrs }) => ({ networkId, cidrs })) }];
}

async function transitGateway(
  client: EC2Client,
  id: string,
  abortSignal: AbortSignal,
): Promise<TransitGateway | undefined> {
  const { paginateDescribeTransitGateways } = await sdk();
  const wanted = { TransitGatewayIds: [id] };
  for await (const page of paginateDescribeTransitGateways({ client }, wanted, { abortSignal })) {
    const found = page.TransitGateways?.find((one) => one.TransitGatewayId === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function heard(
  id: string,
  { State, OwnerId, Options }: TransitGateway,
  { region, ownerOf }: Reading,
): HeardGateway | undefined {
  const account = OwnerId ?? ownerOf(id);
  // One that is modified works on.
  const state = LIVING.find((one) => one === (State === 'modifying' ? 'available' : State));
  if (account === undefined || state === undefined) return undefined;
  const amazonSideAsn = Options?.AmazonSideAsn ?? STANDARD_ASN;
  return { id, kind: 'transitGateway', account, region, amazonSideAsn, state, networks: [] };
}

async function attachedVpcs(
  client: EC2Client,
  id: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const { paginateDescribeTransitGatewayVpcAttachments } = await sdk();
  const Filters = [{ Name: 'transit-gateway-id', Values: [id] }];
  const pages = paginateDescribeTransitGatewayVpcAttachments({ client }, { Filters }, { abortSignal });
  const living = new Set<string>();
  for await (const { TransitGatewayVpcAttachments = [] } of pages) {
    for (const { State, VpcId } of TransitGatewayVpcAttachments) {
      if (VpcId !== undefined && (State === 'available' || State === 'modifying')) living.add(VpcId);
    }
  }
  return [...living];
}
