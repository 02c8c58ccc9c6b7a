import { flapLifecycle, type FlapState } from '../../domain/flap/lifecycle.ts';
import { flag, follows, json, listOf, members, stateOf } from '../columns.ts';
import { textDigest } from '../digests.ts';
import { table } from '../table.ts';
import { ROUTE } from './shapes.ts';

/** The customer's router behind a virtual interface in the simulated world, where somebody has touched it. */
export interface CustomerRouterRow {
  readonly virtualInterfaceId: string;
  readonly silenced: number;
  /** It has configured BFD. */
  readonly bfd: number;
  readonly wrongKey: number;
  /** The ASN that it uses instead of the configured one. */
  readonly wrongAsn: number | null;
  /** JSON list of announcements; null: the standard ones. */
  readonly announcements: string | null;
  /** Of that text; null without it, and of before there were digests. */
  readonly announcementsDigest: string | null;
  /** When the customer last cleared the sessions. */
  readonly clearedAt: number | null;
  readonly revision: number;
}

export const customerRouters = table<CustomerRouterRow>(
  'customer_router',
  {
    virtualInterfaceId: true,
    silenced: flag,
    bfd: flag,
    wrongKey: flag,
    wrongAsn: true,
    announcements: json(listOf(members(ROUTE))),
    announcementsDigest: follows<CustomerRouterRow>(({ announcements }) => textDigest(announcements ?? '')),
    clearedAt: true,
    revision: true,
  },
  ['virtualInterfaceId'],
  'virtualInterfaceId',
);

/** A customer's router that flaps. Times are milliseconds. */
export interface FlapRow {
  readonly virtualInterfaceId: string;
  readonly state: FlapState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  /** Falls to come. */
  readonly falls: number;
  readonly downMs: number;
  readonly upMs: number;
  readonly revision: number;
}

export const flaps = table<FlapRow>(
  'flap',
  {
    virtualInterfaceId: true,
    state: stateOf(flapLifecycle),
    stateSince: true,
    dueAt: true,
    falls: true,
    downMs: true,
    upMs: true,
    revision: true,
  },
  ['virtualInterfaceId'],
  'virtualInterfaceId',
);
