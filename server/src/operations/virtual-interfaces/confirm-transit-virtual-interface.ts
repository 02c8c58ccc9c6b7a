import { operation } from '../operation.ts';
import { confirmAttached } from './support/confirm.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ConfirmTransitVirtualInterface.html */
export default operation('ConfirmTransitVirtualInterface', async (input, ctx) => {
  const waiting = { operation: 'ConfirmTransitVirtualInterface', kind: 'transit' } as const;
  return confirmAttached(ctx, waiting, input.virtualInterfaceId, input);
});
