import { operation } from '../operation.ts';
import { allocateInterface } from './support/allocate.ts';
import { requiredOfTransit } from './support/transit.ts';
import { unattachedParts } from './support/unattached.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocateTransitVirtualInterface.html */
export default operation('AllocateTransitVirtualInterface', async (input, ctx) => {
  const { newTransitVirtualInterfaceAllocation: given } = input;
  const wish = requiredOfTransit('newTransitVirtualInterfaceAllocation', given);
  const { row, peers } = await allocateInterface(ctx, input, wish, unattachedParts(ctx, 'transit'));
  return { virtualInterface: await shownInterface(ctx, row, peers) };
});
