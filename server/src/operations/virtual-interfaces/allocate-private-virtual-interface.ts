import { operation } from '../operation.ts';
import { allocateInterface } from './support/allocate.ts';
import { unattachedParts } from './support/unattached.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocatePrivateVirtualInterface.html */
export default operation('AllocatePrivateVirtualInterface', async (input, ctx) => {
  const { newPrivateVirtualInterfaceAllocation: wish } = input;
  const { row, peers } = await allocateInterface(ctx, input, wish, unattachedParts(ctx, 'private'));
  return shownInterface(ctx, row, peers);
});
