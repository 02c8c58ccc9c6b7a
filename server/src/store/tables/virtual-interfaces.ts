import {
  virtualInterfaceLifecycle,
  type VirtualInterfaceState,
} from '../../domain/virtual-interface/lifecycle.ts';
import type { VirtualInterfaceKind } from '../../domain/virtual-interface/kind.ts';
import { flag, json, listOf, oneOf, stateOf, text } from '../columns.ts';
import { table } from '../table.ts';
import { TAGS } from './shapes.ts';

/** One virtual interface. Times are epoch milliseconds; flags are 0 or 1. */
export interface VirtualInterfaceRow {
  readonly id: string;
  /** Owner; of an allocated one the account that it was allocated to. */
  readonly account: string;
  readonly region: string;
  readonly seq: number;
  readonly kind: VirtualInterfaceKind;
  readonly name: string;
  readonly state: VirtualInterfaceState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  /** The connection or LAG that it runs on, and whose that is. */
  readonly connectionId: string;
  readonly connectionAccount: string;
  readonly location: string;
  readonly deviceId: string;
  readonly vlan: number;
  readonly mtu: number;
  /** One of the two, or none: public, and what is not confirmed yet. */
  readonly virtualGatewayId: string | null;
  readonly directConnectGatewayId: string | null;
  readonly amazonSideAsn: number;
  readonly siteLink: number;
  /** As on the wire, such as `1.2Gbps`; null: not limited. */
  readonly rateLimit: string | null;
  /** Inbound prefixes allocated per family; of public ones the fixed limit. */
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
  /** JSON list of prefixes (public ones); `[]` elsewhere. */
  readonly routeFilters: string;
  /** JSON list `[{key, value}]`. */
  readonly tags: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const virtualInterfaces = table<VirtualInterfaceRow>(
  'virtual_interface',
  {
    id: true,
    account: true,
    region: true,
    seq: true,
    kind: oneOf('private', 'public', 'transit'),
    name: true,
    state: stateOf(virtualInterfaceLifecycle),
    stateSince: true,
    dueAt: true,
    connectionId: true,
    connectionAccount: true,
    location: true,
    deviceId: true,
    vlan: true,
    mtu: true,
    virtualGatewayId: true,
    directConnectGatewayId: true,
    amazonSideAsn: true,
    siteLink: flag,
    rateLimit: true,
    prefixCountV4: true,
    prefixCountV6: true,
    routeFilters: json(listOf(text)),
    tags: json(TAGS),
    createdAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);
