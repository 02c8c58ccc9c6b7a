import type { LagState } from '../../domain/lag/lifecycle.ts';
import { table } from '../table.ts';

/** One link aggregation group. Times are epoch milliseconds; flags are 0 or 1. */
export interface LagRow {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly seq: number;
  readonly name: string;
  readonly state: LagState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly location: string;
  readonly deviceId: string;
  readonly bandwidth: string;
  readonly minimumLinks: number;
  /** 1 when it is a partner's: it carries hosted connections and no virtual interface of its own. */
  readonly allowsHosted: number;
  readonly providerName: string | null;
  readonly macSec: number;
  readonly encryptionMode: string | null;
  readonly billingMode: string;
  readonly tags: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const lags = table<LagRow>(
  'lag',
  {
    account: true,
    region: true,
    seq: true,
    id: true,
    name: true,
    state: true,
    stateSince: true,
    dueAt: true,
    location: true,
    deviceId: true,
    bandwidth: true,
    minimumLinks: true,
    allowsHosted: true,
    providerName: true,
    macSec: true,
    encryptionMode: true,
    billingMode: true,
    tags: true,
    createdAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);
