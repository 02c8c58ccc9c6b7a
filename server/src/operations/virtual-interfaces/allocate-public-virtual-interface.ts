import { operation } from '../operation.ts';
import { allocateInterface } from './support/allocate.ts';
import { publicParts } from './support/public.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocatePublicVirtualInterface.html */
export default operation('AllocatePublicVirtualInterface', async (input, ctx) => {
  const { newPublicVirtualInterfaceAllocation: wish } = input;
  const { row, peers } = await allocateInterface(ctx, input, wish, publicParts(wish));
  return shownInterface(ctx, row, peers);
});
