import { granted } from '../../../domain/fault.ts';
import { type KeyMaterial, secretArnOf, unknownSecret } from '../../../domain/macsec/key.ts';
import { ownedSecret, secretNamed } from '../../../store/queries/macsec-keys.ts';
import { type MacSecSecretRow, macSecSecrets } from '../../../store/tables/macsec-keys.ts';
import type { Context } from '../../operation.ts';

const SUFFIX_BYTES = 6;

/**
 * The secret that a key is taken from: the one that is named, or a new one for a CKN and its CAK. A secret is named
 * after its CKN, so that a CKN that is given again gets the same secret, with the CAK that is given now (GUESS).
 *
 * @throws ServiceFault when the named secret is none that this service made for the caller in this Region
 */
export async function secretOf(ctx: Context, material: KeyMaterial): Promise<MacSecSecretRow> {
  if ('secretArn' in material) {
    const found = await ownedSecret(ctx.look, material.secretArn);
    return found ?? granted(unknownSecret(material.secretArn));
  }
  const { ckn, cak } = material;
  const cakSealed = ctx.settings.sealer.seal(cak);
  const present = await secretNamed(ctx.look, ckn);
  if (present !== undefined) return ctx.write.update(macSecSecrets, present, { cakSealed });
  const { account, region } = ctx.look;
  const arn = secretArnOf(region, account, ckn, ctx.random(SUFFIX_BYTES));
  const row = { account, region, ckn, arn, cakSealed, createdAt: ctx.now, revision: 1 };
  ctx.write.insert(macSecSecrets, row);
  return row;
}
