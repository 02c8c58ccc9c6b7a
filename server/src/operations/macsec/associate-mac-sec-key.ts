import { granted } from '../../domain/fault.ts';
import { enter } from '../../domain/lifecycle.ts';
import { checkAvailable, checkNew, keyMaterial, livingKeys } from '../../domain/macsec/key.ts';
import { macSecKeyLifecycle } from '../../domain/macsec/lifecycle.ts';
import { checkQuota } from '../../domain/quota.ts';
import { macSecKeysOf } from '../../store/queries/macsec-keys.ts';
import { type MacSecKeyRow, type MacSecSecretRow, macSecKeys } from '../../store/tables/macsec-keys.ts';
import { rekey } from '../../work/macsec.ts';
import { macSecKeyView } from '../connections/views/macsec-key.ts';
import { type Context, operation } from '../operation.ts';
import { callerAccount, quotasOf } from '../support/account.ts';
import { holderOf } from './support/holder.ts';
import { secretOf } from './support/secret.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateMacSecKey.html */
export default operation('AssociateMacSecKey', async (input, ctx) => {
  const holder = await holderOf(ctx, input.connectionId);
  const material = granted(keyMaterial(input));
  granted(checkAvailable(holder, ctx.caller.account));
  const held = await macSecKeysOf(ctx.look.reader, holder.id);
  const secret = await secretOf(ctx, material);
  granted(checkNew(holder.id, secret.ckn, held));
  const { macSecKeys: max } = quotasOf(ctx, await callerAccount(ctx));
  granted(checkQuota(max, livingKeys(held).length, 1, `MACsec keys of ${holder.id}`));

  const row = newKey(ctx, holder.id, secret);
  ctx.write.insert(macSecKeys, row);
  holder.touch();
  rekey(ctx.work, holder.ports);
  // The new key is the last: Terraform takes that one [TF].
  return { connectionId: holder.id, macSecKeys: [...held, row].map(macSecKeyView) };
});

/** The key takes effect now (guesses #58), once it is `associated`. */
function newKey(ctx: Context, parentId: string, secret: MacSecSecretRow): MacSecKeyRow {
  return {
    parentId,
    seq: ctx.newSeq(),
    secretArn: secret.arn,
    ckn: secret.ckn,
    cakSealed: secret.cakSealed,
    ...enter(macSecKeyLifecycle, 'associating', ctx.now, ctx.settings.durations),
    startOn: ctx.now,
    revision: 1,
  };
}
