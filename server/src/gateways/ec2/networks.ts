import type { EC2Client, Vpc } from '@aws-sdk/client-ec2';
import { formatPrefix, parseCidr, networkOf } from '../../domain/addressing/prefix.ts';
import type { Network } from '../../domain/cloud-gateway/networks.ts';
import { sdk } from './clients.ts';

/** A VPC as gateways need it. */
export interface HeardVpc extends Network {
  readonly owner: string | undefined;
}

/** The VPCs of these ids that the endpoint shows, in the order of the ids. */
export async function vpcsOf(
  client: EC2Client,
  ids: readonly string[],
  abortSignal: AbortSignal,
): Promise<readonly HeardVpc[]> {
  if (ids.length === 0) return [];
  const { DescribeVpcsCommand } = await sdk();
  // By a filter: what is another account's is left out, and is no error.
  const Filters = [{ Name: 'vpc-id', Values: [...ids] }];
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters }), { abortSignal });
  const known = new Map(Vpcs.map((vpc) => [vpc.VpcId, vpc]));
  return ids.flatMap((networkId) => {
    const vpc = known.get(networkId);
    return vpc === undefined ? [] : [{ networkId, cidrs: cidrsOf(vpc), owner: vpc.OwnerId }];
  });
}

/** Of both families, those that are associated; in their canonical form. */
function cidrsOf({
  CidrBlock,
  CidrBlockAssociationSet,
  Ipv6CidrBlockAssociationSet = [],
}: Vpc): readonly string[] {
  const living = ({ State }: { readonly State?: string | undefined } = {}) =>
    (State ?? 'associated') === 'associated';
  const v4 = (CidrBlockAssociationSet ?? [{ CidrBlock }])
    .filter((one) => living('CidrBlockState' in one ? one.CidrBlockState : undefined))
    .map((one) => one.CidrBlock);
  const v6 = Ipv6CidrBlockAssociationSet.filter((one) => living(one.Ipv6CidrBlockState)).map(
    (one) => one.Ipv6CidrBlock,
  );
  const parsed = [...v4, ...v6].map((cidr) => parseCidr(cidr ?? ''));
  return [
    ...new Set(parsed.flatMap((prefix) => (prefix === undefined ? [] : [formatPrefix(networkOf(prefix))]))),
  ];
}
