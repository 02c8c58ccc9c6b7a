import type { EC2Client, Vpc } from '@aws-sdk/client-ec2';
import { formatPrefix, parseCidr, networkOf } from '../../domain/addressing/prefix.ts';
import type { Network } from '../../domain/cloud-gateway/networks.ts';
import { sdk } from './clients.ts';

/** A VPC as gateways need it. */
export interface HeardVpc extends Network {
  readonly owner: string | undefined;
}

/** What EC2 takes as values of the filters of one call [gossm#47]. */
const FILTER_VALUES_MAX = 200;

/** The VPCs of these ids that the endpoint shows, in the order of the ids. */
export async function vpcsOf(
  client: EC2Client,
  ids: readonly string[],
  abortSignal: AbortSignal,
): Promise<readonly HeardVpc[]> {
  if (ids.length === 0) return [];
  const { paginateDescribeVpcs } = await sdk();
  const known = new Map<string | undefined, Vpc>();
  for (let start = 0; start < ids.length; start += FILTER_VALUES_MAX) {
    // By a filter: what is another account's is left out, and is no error.
    const Filters = [{ Name: 'vpc-id', Values: ids.slice(start, start + FILTER_VALUES_MAX) }];
    for await (const { Vpcs = [] } of paginateDescribeVpcs({ client }, { Filters }, { abortSignal })) {
      for (const vpc of Vpcs) known.set(vpc.VpcId, vpc);
    }
  }
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
