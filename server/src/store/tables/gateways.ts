import type { CloudGatewayKind } from '../../domain/cloud-gateway/kind.ts';
import {
  associationLifecycle,
  attachmentLifecycle,
  gatewayLifecycle,
  proposalLifecycle,
  type AssociationState,
  type AttachmentState,
  type GatewayState,
  type ProposalState,
} from '../../domain/gateway/lifecycle.ts';
import { json, listOf, oneOf, stateOf, text } from '../columns.ts';
import { table } from '../table.ts';
import { PREFIX_TIMES, TAGS } from './shapes.ts';

/** A Direct Connect gateway: global, so without a Region. */
export interface GatewayRow {
  readonly account: string;
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly state: GatewayState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly stateChangeError: string | null;
  readonly amazonSideAsn: number;
  readonly tags: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const gateways = table<GatewayRow>(
  'direct_connect_gateway',
  {
    account: true,
    seq: true,
    id: true,
    name: true,
    state: stateOf(gatewayLifecycle),
    stateSince: true,
    dueAt: true,
    stateChangeError: true,
    amazonSideAsn: true,
    tags: json(TAGS),
    createdAt: true,
    revision: true,
  },
  ['account', 'seq', 'id'],
  'id',
);

/** An association of a Direct Connect gateway with a virtual private or transit gateway. */
export interface AssociationRow {
  readonly directConnectGatewayId: string;
  readonly seq: number;
  readonly id: string;
  /** Owner of the Direct Connect gateway. */
  readonly gatewayAccount: string;
  readonly state: AssociationState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly stateChangeError: string | null;
  /** The other gateway, its owner and its Region. */
  readonly associatedId: string;
  readonly associatedType: CloudGatewayKind;
  readonly associatedAccount: string;
  readonly associatedRegion: string;
  /** JSON list of prefixes, as the wire shows them. */
  readonly allowedPrefixes: string;
  /** JSON list `[{cidr, since}]`: what it brings now, and since when without a break. */
  readonly prefixTimes: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const associations = table<AssociationRow>(
  'gateway_association',
  {
    directConnectGatewayId: true,
    seq: true,
    id: true,
    gatewayAccount: true,
    state: stateOf(associationLifecycle),
    stateSince: true,
    dueAt: true,
    stateChangeError: true,
    associatedId: true,
    associatedType: oneOf('virtualPrivateGateway', 'transitGateway'),
    associatedAccount: true,
    associatedRegion: true,
    allowedPrefixes: json(listOf(text)),
    prefixTimes: json(PREFIX_TIMES),
    createdAt: true,
    revision: true,
  },
  ['directConnectGatewayId', 'seq', 'id'],
  'id',
);

/** What the owner of a virtual private or transit gateway proposes to the owner of a Direct Connect gateway. */
export interface ProposalRow {
  readonly directConnectGatewayId: string;
  readonly seq: number;
  readonly id: string;
  /** Owner of the Direct Connect gateway. */
  readonly gatewayAccount: string;
  readonly state: ProposalState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  /** The other gateway, its owner and its Region. */
  readonly associatedId: string;
  readonly associatedType: CloudGatewayKind;
  readonly associatedAccount: string;
  readonly associatedRegion: string;
  /** JSON list of prefixes of the association that there was; null when there was none. */
  readonly existingPrefixes: string | null;
  /** JSON list of prefixes. */
  readonly requestedPrefixes: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const proposals = table<ProposalRow>(
  'association_proposal',
  {
    directConnectGatewayId: true,
    seq: true,
    id: true,
    gatewayAccount: true,
    state: stateOf(proposalLifecycle),
    stateSince: true,
    dueAt: true,
    associatedId: true,
    associatedType: oneOf('virtualPrivateGateway', 'transitGateway'),
    associatedAccount: true,
    associatedRegion: true,
    existingPrefixes: json(listOf(text)),
    requestedPrefixes: json(listOf(text)),
    createdAt: true,
    revision: true,
  },
  ['directConnectGatewayId', 'seq', 'id'],
  'id',
);

/** The attachment of a virtual interface to a gateway. */
export interface AttachmentRow {
  readonly directConnectGatewayId: string;
  readonly seq: number;
  readonly virtualInterfaceId: string;
  readonly virtualInterfaceRegion: string;
  readonly account: string;
  readonly kind: 'private' | 'transit';
  readonly state: AttachmentState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly stateChangeError: string | null;
  readonly revision: number;
}

export const attachments = table<AttachmentRow>(
  'gateway_attachment',
  {
    directConnectGatewayId: true,
    seq: true,
    virtualInterfaceId: true,
    virtualInterfaceRegion: true,
    account: true,
    kind: oneOf('private', 'transit'),
    state: stateOf(attachmentLifecycle),
    stateSince: true,
    dueAt: true,
    stateChangeError: true,
    revision: true,
  },
  ['directConnectGatewayId', 'seq', 'virtualInterfaceId'],
  'virtualInterfaceId',
);
