import type { MacSecKeyState } from '../../domain/macsec/lifecycle.ts';
import { table } from '../table.ts';

/** A MACsec key of a connection or of a LAG (`parentId`). The CAK is sealed; null when only a secret's ARN was given. */
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
    state: true,
    stateSince: true,
    dueAt: true,
    startOn: true,
    revision: true,
  },
  ['parentId', 'seq'],
  'secretArn',
);
