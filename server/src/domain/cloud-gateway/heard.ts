import type { CloudGatewayKind } from './kind.ts';
import type { Network } from './networks.ts';

/** A gateway as somebody outside tells of it, such as an EC2 endpoint. */
export interface HeardGateway {
  readonly id: string;
  readonly kind: CloudGatewayKind;
  readonly account: string;
  readonly region: string;
  readonly amazonSideAsn: number;
  readonly state: 'pending' | 'available' | 'deleting';
  readonly networks: readonly Network[];
}

/** What was heard of one gateway: what it is, that there is none, or why nobody has answered. */
export type Heard =
  | { readonly gateway: HeardGateway }
  | { readonly none: true }
  | { readonly silent: string };
