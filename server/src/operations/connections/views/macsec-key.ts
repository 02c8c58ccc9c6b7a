import type { MacSecKey } from '../../../model/types.gen.ts';
import type { MacSecKeyRow } from '../../../store/tables/macsec-keys.ts';

/** A MACsec key on the wire: `startOn` is a string date in UTC; the CAK is never returned [M][TF]. */
export function macSecKeyView(row: MacSecKeyRow): MacSecKey {
  return {
    secretARN: row.secretArn,
    ckn: row.ckn,
    state: row.state,
    startOn: new Date(row.startOn).toISOString(),
  };
}
