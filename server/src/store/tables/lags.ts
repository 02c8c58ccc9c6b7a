import { lagLifecycle, type LagState } from '../../domain/lag/lifecycle.ts';
import { flag, json, oneOf, stateOf } from '../columns.ts';
import { table } from '../table.ts';
import { ENCRYPTION_MODES, TAGS, bandwidth } from './shapes.ts';

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
    state: stateOf(lagLifecycle),
    stateSince: true,
    dueAt: true,
    location: true,
    deviceId: true,
    bandwidth: bandwidth,
    minimumLinks: true,
    allowsHosted: flag,
    providerName: true,
    macSec: flag,
    encryptionMode: oneOf(...ENCRYPTION_MODES),
    billingMode: true,
    tags: json(TAGS),
    createdAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);
