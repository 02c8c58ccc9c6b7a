import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkDeletion } from '../../domain/lag/change.ts';
import { livingOn } from '../../store/queries/hosted.ts';
import { countInterfacesOn } from '../../store/queries/virtual-interfaces.ts';
import { deleteLag } from '../../work/lag-members.ts';
import { operation } from '../operation.ts';
import { livingLag } from './support/living.ts';
import { shownLag } from './views/shown.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteLag.html */
export default operation('DeleteLag', async (input, ctx) => {
  const lag = await livingLag(ctx, input.lagId);
  const hosted = (await livingOn(ctx.look.reader, lag.id)).filter((row) => !hasEnded(row));
  const virtualInterfaces = await countInterfacesOn(ctx.look.reader, lag.id);
  granted(checkDeletion(lag.id, { virtualInterfaces, hostedConnections: hosted.length }));

  const after = await deleteLag(ctx.work, lag);
  return shownLag(ctx.look.reader, after, [], ctx.caller.account);
});
