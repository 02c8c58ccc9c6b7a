import type { EC2Client, VpnGateway } from '@aws-sdk/client-ec2';
import type { HeardGateway } from '../../domain/cloud-gateway/heard.ts';
import type { Asking } from '../directory.ts';
import { sdk } from './clients.ts';
import { type HeardVpc, vpcsOf } from './networks.ts';

/** What EC2 gives a gateway where none is asked for. */
export const STANDARD_ASN = 64_512;
/** Those that are left behind are not shown here. */
export const LIVING = ['pending', 'available', 'deleting'] as const;

/** How an answer becomes gateways: whom one without a network belongs to is known to some who ask. */
export interface Reading extends Asking {
  /** Owner of what does not say its own. */
  readonly ownerOf: (id: string) => string | undefined;
  readonly abortSignal: AbortSignal;
}

/** Virtual private gateways: one by its id, or all. EC2 gives them whole: that call alone has no pages. */
export async function virtualGateways(
  client: EC2Client,
  id: string | undefined,
  reading: Reading,
): Promise<readonly HeardGateway[]> {
  const { DescribeVpnGatewaysCommand } = await sdk();
  const command = new DescribeVpnGatewaysCommand(id === undefined ? {} : { VpnGatewayIds: [id] });
  const { VpnGateways = [] } = await client.send(command, { abortSignal: reading.abortSignal });
  const ids = [...new Set(VpnGateways.flatMap((one) => attachedTo(one) ?? []))];
  const vpcs = await vpcsOf(client, ids, reading.abortSignal);
  return VpnGateways.flatMap((one) => heard(one, vpcs, reading) ?? []);
}

/** The VPC that it is attached to: one on its way out holds it no longer. */
function attachedTo({ VpcAttachments = [] }: VpnGateway): string | undefined {
  return VpcAttachments.find(({ State }) => State === 'attached' || State === 'attaching')?.VpcId;
}

/** Its owner is the owner of its VPC: the gateway itself does not say. */
function heard(
  { VpnGatewayId: id, State, AmazonSideAsn, ...rest }: VpnGateway,
  vpcs: readonly HeardVpc[],
  { region, ownerOf }: Reading,
): HeardGateway | undefined {
  if (id === undefined) return undefined;
  const vpc = vpcs.find(({ networkId }) => networkId === attachedTo(rest));
  const account = vpc?.owner ?? ownerOf(id);
  const state = LIVING.find((one) => one === (State ?? 'available'));
  if (account === undefined || state === undefined) return undefined;
  const networks = vpc === undefined ? [] : [{ networkId: vpc.networkId, cidrs: vpc.cidrs }];
  const amazonSideAsn = AmazonSideAsn ?? STANDARD_ASN;
  return { id, kind: 'virtualPrivateGateway', account, region, amazonSideAsn, state, networks };
}
