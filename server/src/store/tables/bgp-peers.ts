import { bgpPeerLifecycle, type BgpPeerState } from '../../domain/bgp-peer/lifecycle.ts';
import type { Announcement } from '../../domain/routing/route.ts';
import { flag, follows, json, listOf, members, oneOf, stateOf, whole } from '../columns.ts';
import { announcedDigest } from '../digests.ts';
import { table } from '../table.ts';
import { ROUTE } from './shapes.ts';

/** One BGP peer, with the facts of its session. */
export interface BgpPeerRow {
  readonly virtualInterfaceId: string;
  readonly seq: number;
  readonly id: string;
  readonly state: BgpPeerState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly addressFamily: 'ipv4' | 'ipv6';
  /** The customer's. */
  readonly asn: number;
  /** The MD5 key, encrypted. */
  readonly authKeySealed: string;
  /** With the mask; null while an allocated interface waits for its owner without addresses. */
  readonly amazonAddress: string | null;
  readonly customerAddress: string | null;
  /** What its addresses were taken from, with its scope; null: brought by the customer, or given back. */
  readonly addressBlock: string | null;
  /** The session, as the fabric last told it; since when, and why. */
  readonly status: 'up' | 'down';
  readonly statusSince: number;
  readonly statusCause: string;
  /** Idle for too many prefixes until the customer clears the session: the clearing before that (0: none); null: not idle. */
  readonly idleMark: number | null;
  /** 1: the customer's router is configured (the simulated world). */
  readonly answers: number;
  readonly revision: number;
}

export const bgpPeers = table<BgpPeerRow>(
  'bgp_peer',
  {
    virtualInterfaceId: true,
    seq: true,
    id: true,
    state: stateOf(bgpPeerLifecycle),
    stateSince: true,
    dueAt: true,
    addressFamily: oneOf('ipv4', 'ipv6'),
    asn: true,
    authKeySealed: true,
    amazonAddress: true,
    customerAddress: true,
    addressBlock: true,
    status: oneOf('up', 'down'),
    statusSince: true,
    statusCause: true,
    idleMark: true,
    answers: flag,
    revision: true,
  },
  ['virtualInterfaceId', 'seq', 'id'],
  'id',
);

/** What the customer's router announces in a session: a fact, as the fabric last told it. */
export interface AdjRibInRow {
  readonly peerId: string;
  readonly virtualInterfaceId: string;
  /** JSON list of announcements with `installedAt`, epoch milliseconds. */
  readonly routes: string;
  /** Of what is announced, without the times; null: of before there were digests. */
  readonly digest: string | null;
  readonly updatedAt: number;
  readonly revision: number;
}

export const adjRibsIn = table<AdjRibInRow>(
  'adj_rib_in',
  {
    peerId: true,
    virtualInterfaceId: true,
    routes: json(listOf(members({ ...ROUTE, installedAt: whole }))),
    digest: follows<AdjRibInRow>(({ routes }) => announcedDigest(JSON.parse(routes) as Announcement[])),
    updatedAt: true,
    revision: true,
  },
  ['peerId'],
  'peerId',
);

/** A change of a session, for those who ask why. */
export interface SessionEventRow {
  readonly virtualInterfaceId: string;
  readonly seq: number;
  readonly peerId: string;
  readonly at: number;
  readonly statusFrom: string;
  readonly statusTo: string;
  readonly cause: string;
  readonly revision: number;
}

export const sessionEvents = table<SessionEventRow>(
  'session_event',
  {
    virtualInterfaceId: true,
    seq: true,
    peerId: true,
    at: true,
    statusFrom: true,
    statusTo: true,
    cause: true,
    revision: true,
  },
  ['virtualInterfaceId', 'seq'],
  'peerId',
);
