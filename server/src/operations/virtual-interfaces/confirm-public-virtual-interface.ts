import { operation } from '../operation.ts';
import { confirmedPhase, confirmInterface, waitingInterface } from './support/confirm.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ConfirmPublicVirtualInterface.html */
export default operation('ConfirmPublicVirtualInterface', async ({ virtualInterfaceId }, ctx) => {
  const waiting = { operation: 'ConfirmPublicVirtualInterface', kind: 'public' } as const;
  const row = await waitingInterface(ctx, waiting, virtualInterfaceId);
  return confirmInterface(ctx, row, confirmedPhase(ctx, waiting, row));
});
