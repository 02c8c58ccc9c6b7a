import { checkEncryptionMode } from '../../domain/connection/encryption.ts';
import { granted } from '../../domain/fault.ts';
import { connections } from '../../store/tables/connections.ts';
import { encryptConnection } from '../../work/macsec.ts';
import { livingConnection } from '../lags/support/living.ts';
import { operation } from '../operation.ts';
import { connectionView } from './views/connection.ts';
import { surroundingsOf } from './views/surroundings.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateConnection.html
 *
 * Interconnects too: they can have MACsec [API26], and no other operation changes their mode (GUESS).
 */
export default operation('UpdateConnection', async (input, ctx) => {
  const { connectionId, connectionName: name, encryptionMode: mode } = input;
  const row = await livingConnection(ctx, connectionId);
  if (mode !== undefined) granted(checkEncryptionMode(row, mode));

  // Nothing to change is no refusal (guesses #51), and writes nothing.
  const named = name === undefined || name === row.name ? row : ctx.write.update(connections, row, { name });
  const after =
    mode === undefined || mode === row.encryptionMode
      ? named
      : await encryptConnection(ctx.work, named, mode);
  return connectionView(after, await surroundingsOf(ctx.look.reader, [after]), ctx.caller.account);
});
