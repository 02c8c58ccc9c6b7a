import { operation } from '../operation.ts';
import { hearGateways } from '../support/hear.ts';
import { createAttached } from './support/create-attached.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreatePrivateVirtualInterface.html */
export default operation(
  'CreatePrivateVirtualInterface',
  async (input, ctx) => {
    const { row, peers } = await createAttached(
      ctx,
      'private',
      input.connectionId,
      input.newPrivateVirtualInterface,
    );
    return shownInterface(ctx, row, peers);
  },
  hearGateways(({ newPrivateVirtualInterface: wish }) => [wish.virtualGatewayId]),
);
