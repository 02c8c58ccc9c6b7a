import { operation } from '../operation.ts';
import { hearGateways } from '../support/hear.ts';
import { confirmAttached } from './support/confirm.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ConfirmPrivateVirtualInterface.html */
export default operation(
  'ConfirmPrivateVirtualInterface',
  async (input, ctx) => {
    const waiting = { operation: 'ConfirmPrivateVirtualInterface', kind: 'private' } as const;
    return confirmAttached(ctx, waiting, input.virtualInterfaceId, input);
  },
  hearGateways(({ virtualGatewayId }) => [virtualGatewayId]),
);
