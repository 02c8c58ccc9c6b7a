import { granted } from '../../domain/fault.ts';
import { required } from '../../domain/virtual-interface/refusals.ts';
import { operation } from '../operation.ts';
import { createAttached } from './support/create-attached.ts';
import { requiredOfTransit } from './support/transit.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateTransitVirtualInterface.html */
export default operation('CreateTransitVirtualInterface', async (input, ctx) => {
  const wish = requiredOfTransit('newTransitVirtualInterface', input.newTransitVirtualInterface);
  const gateway = 'newTransitVirtualInterface.directConnectGatewayId';
  granted(required(gateway, wish.directConnectGatewayId));
  const { row, peers } = await createAttached(ctx, 'transit', input.connectionId, wish);
  return { virtualInterface: await shownInterface(ctx, row, peers) };
});
