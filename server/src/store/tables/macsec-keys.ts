import { macSecKeyLifecycle, type MacSecKeyState } from '../../domain/macsec/lifecycle.ts';
import { stateOf } from '../columns.ts';
import { table } from '../table.ts';

/** A MACsec key of a connection or of a LAG (`parentId`). The CAK is sealed, as it was when the key was associated. */
export interface MacSecKeyRow {
  readonly parentId: string;
  readonly seq: number;
  readonly secretArn: string;
  readonly ckn: string;
  readonly cakSealed: string | null;
  readonly state: MacSecKeyState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly startOn: number;
  readonly revision: number;
}

export const macSecKeys = table<MacSecKeyRow>(
  'macsec_key',
  {
    parentId: true,
    seq: true,
    secretArn: true,
    ckn: true,
    cakSealed: true,
    state: stateOf(macSecKeyLifecycle),
    stateSince: true,
    dueAt: true,
    startOn: true,
    revision: true,
  },
  ['parentId', 'seq'],
  'secretArn',
);

/** A secret that this service made for a MACsec key: named after its CKN, one a name. The CAK is sealed. */
export interface MacSecSecretRow {
  readonly account: string;
  readonly region: string;
  readonly ckn: string;
  readonly arn: string;
  readonly cakSealed: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const macSecSecrets = table<MacSecSecretRow>(
  'macsec_secret',
  { account: true, region: true, ckn: true, arn: true, cakSealed: true, createdAt: true, revision: true },
  ['account', 'region', 'ckn'],
  'arn',
);
