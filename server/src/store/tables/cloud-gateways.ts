import type { CloudGatewayKind } from '../../domain/cloud-gateway/kind.ts';
import { json, listOf, members, oneOf, text } from '../columns.ts';
import { table } from '../table.ts';
import { PREFIX_TIMES } from './shapes.ts';

export type CloudGatewayState = 'pending' | 'available' | 'deleting' | 'deleted';

/** A virtual private or transit gateway, as this service knows it. */
export interface CloudGatewayRow {
  readonly id: string;
  readonly kind: CloudGatewayKind;
  readonly account: string;
  readonly region: string;
  readonly amazonSideAsn: number;
  readonly state: CloudGatewayState;
  /** JSON list `[{networkId, cidrs}]`: the VPC that a virtual private gateway is attached to, those of a transit gateway. */
  readonly networks: string;
  /** JSON list of the prefixes of all these networks. */
  readonly cidrs: string;
  /** JSON list `[{cidr, since}]`: since when each of them is there without a break. */
  readonly prefixTimes: string;
  /** JSON list of accounts that may use it beside its owner. */
  readonly sharedWith: string;
  /** `declared` by the operator, `assumed` for a caller who named it (labs), or asked of an EC2 endpoint. */
  readonly source: 'declared' | 'assumed' | 'ec2';
  readonly createdAt: number;
  readonly refreshedAt: number;
  readonly revision: number;
}

export const cloudGateways = table<CloudGatewayRow>(
  'cloud_gateway',
  {
    id: true,
    kind: oneOf('virtualPrivateGateway', 'transitGateway'),
    account: true,
    region: true,
    amazonSideAsn: true,
    state: oneOf('pending', 'available', 'deleting', 'deleted'),
    networks: json(listOf(members({ networkId: text, cidrs: listOf(text) }))),
    cidrs: json(listOf(text)),
    prefixTimes: json(PREFIX_TIMES),
    sharedWith: json(listOf(text)),
    source: oneOf('declared', 'assumed', 'ec2'),
    createdAt: true,
    refreshedAt: true,
    revision: true,
  },
  ['id'],
  'id',
);
