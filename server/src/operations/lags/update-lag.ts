import { granted } from '../../domain/fault.ts';
import { checkMinimumLinks } from '../../domain/lag/change.ts';
import { checkCapable } from '../../domain/macsec/encryption.ts';
import { lagMembers } from '../../store/queries/connections.ts';
import { type LagRow, lags } from '../../store/tables/lags.ts';
import { markDirty } from '../../work/devices.ts';
import { settleLag } from '../../work/links.ts';
import { encryptLag } from '../../work/macsec.ts';
import { operation } from '../operation.ts';
import { livingLag } from './support/living.ts';
import { shownLag } from './views/shown.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateLag.html */
export default operation('UpdateLag', async (input, ctx) => {
  const lag = await livingLag(ctx, input.lagId);
  const members = await lagMembers(ctx.look.reader, lag.id);
  granted(checkMinimumLinks(input.minimumLinks, lag.minimumLinks, members.length));
  const { encryptionMode } = input;
  if (encryptionMode !== undefined) granted(checkCapable(`Lag ${lag.id}`, lag.macSec));

  // Nothing to change is a success: Ansible sends the id alone [ANS].
  let after = { lag, members };
  const asksFor = input.minimumLinks === lag.minimumLinks ? undefined : input.minimumLinks;
  const changes = { ...named(input.lagName), ...minimum(asksFor) };
  if (Object.keys(changes).length > 0) {
    after = { ...after, lag: ctx.write.update(lags, lag, changes) };
  }
  if (encryptionMode !== undefined && encryptionMode !== lag.encryptionMode) {
    after = await encryptLag(ctx.work, after.lag, encryptionMode);
  } else if (asksFor !== undefined) {
    // More than work take the LAG down [M][UG23].
    after = { ...after, lag: await settleLag(ctx.work, after.lag, []) };
  }
  if (asksFor !== undefined) await markDirty(ctx.work, lag.deviceId);
  return shownLag(ctx.look.reader, after.lag, after.members, ctx.caller.account);
});

const named = (name: string | undefined): Partial<LagRow> => (name === undefined ? {} : { name });
const minimum = (links: number | undefined): Partial<LagRow> =>
  links === undefined ? {} : { minimumLinks: links };
