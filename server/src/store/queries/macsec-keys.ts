import type { Look } from '../look.ts';
import type { Reader } from '../store.ts';
import { type MacSecKeyRow, type MacSecSecretRow, macSecKeys, macSecSecrets } from '../tables/macsec-keys.ts';
import { rowsOf } from '../table.ts';

const OF_PARENT = rowsOf(macSecKeys, 'where parent_id = ? order by seq');
const SECRET = rowsOf(macSecSecrets, 'where arn = ? and account = ? and region = ?');
const NAMED = rowsOf(macSecSecrets, 'where account = ? and region = ? and ckn = ?');

/** Keys of a connection or LAG, oldest first: Terraform takes the last as the new one [TF]. */
export function macSecKeysOf(reader: Reader, parentId: string): Promise<readonly MacSecKeyRow[]> {
  return reader.all(OF_PARENT, parentId);
}

/** A secret of the account in the Region by its ARN. */
export function ownedSecret(look: Look, arn: string): Promise<MacSecSecretRow | undefined> {
  return look.reader.one(SECRET, arn, look.account, look.region);
}

/** The secret of the account in the Region that holds the key of that name. */
export function secretNamed(look: Look, ckn: string): Promise<MacSecSecretRow | undefined> {
  return look.reader.one(NAMED, look.account, look.region, ckn);
}
