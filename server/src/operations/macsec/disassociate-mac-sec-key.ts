import { granted } from '../../domain/fault.ts';
import { step } from '../../domain/lifecycle.ts';
import { modeWithoutKeys } from '../../domain/macsec/encryption.ts';
import { livingKeys, unknownKey } from '../../domain/macsec/key.ts';
import { macSecKeyLifecycle } from '../../domain/macsec/lifecycle.ts';
import { macSecKeysOf } from '../../store/queries/macsec-keys.ts';
import { macSecKeys } from '../../store/tables/macsec-keys.ts';
import { keyChanged } from '../../work/macsec.ts';
import { macSecKeyView } from '../connections/views/macsec-key.ts';
import { operation } from '../operation.ts';
import { holderOf } from './support/holder.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DisassociateMacSecKey.html */
export default operation('DisassociateMacSecKey', async (input, ctx) => {
  const holder = await holderOf(ctx, input.connectionId);
  const held = livingKeys(await macSecKeysOf(ctx.look.reader, holder.id));
  const key = held.find(({ secretArn }) => secretArn === input.secretARN);
  const phase = key && step(macSecKeyLifecycle, key.state, 'disassociate', ctx.now, ctx.settings.durations);
  if (key === undefined || phase === undefined) return granted(unknownKey(input.secretARN, holder.id));

  // The secret stays [M].
  const after = ctx.write.update(macSecKeys, key, phase);
  holder.touch();
  await keyChanged(ctx.work, holder.id);
  const mode = modeWithoutKeys(holder.encryptionMode);
  if (held.length === 1 && mode !== null && mode !== holder.encryptionMode) await holder.encrypt(mode);
  return { connectionId: holder.id, macSecKeys: [macSecKeyView(after)] };
});
