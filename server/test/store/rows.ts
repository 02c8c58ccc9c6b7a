import { type AccountRow, accounts } from '../../src/store/tables/accounts.ts';
import type { ConnectionRow } from '../../src/store/tables/connections.ts';
import { type StoredSettingRow, storedSettings } from '../../src/store/tables/records.ts';
import { query, rowsOf } from '../../src/store/table.ts';

export const SETTING = rowsOf(storedSettings, 'where name = ?');
export const SETTINGS = rowsOf(storedSettings, 'order by name');
export const ACCOUNT = rowsOf(accounts, 'where id = ?');
export const COUNT = query<{ n: number }>('select count(*) as n from connection where account = ?');

export const setting = (name: string, value = ''): StoredSettingRow => ({ name, value, revision: 1 });

export const account = (id: string): AccountRow => ({
  id,
  name: id,
  company: null,
  partnerType: null,
  quotas: '{}',
  agreements: '[]',
  createdAt: 0,
  revision: 1,
});

/** A dedicated connection; what a test is about is given. */
export const connection = (given: Partial<ConnectionRow> & { readonly id: string }): ConnectionRow => ({
  account: '111122223333',
  region: 'eu-west-1',
  seq: 1,
  kind: 'dedicated',
  name: given.id,
  state: 'requested',
  stateSince: 0,
  dueAt: null,
  location: 'EqDC2',
  bandwidth: '1Gbps',
  lagId: null,
  deviceId: null,
  portNumber: null,
  parentId: null,
  partnerAccount: null,
  partnerName: null,
  vlan: null,
  providerName: null,
  macSec: 0,
  encryptionMode: null,
  billingMode: 'PayAsYouGo',
  billingChanges: '[]',
  loaIssuedAt: null,
  firstUpAt: null,
  movingUntil: null,
  review: null,
  information: null,
  tags: '[]',
  createdAt: 0,
  revision: 1,
  ...given,
});
