import { query } from '../operation.ts';
import { groupOf } from './support/groups.ts';
import { groupView } from './views/group.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_GetResiliencyGroup.html */
export default query('GetResiliencyGroup', async (input, ctx) => ({
  resiliencyGroup: groupView(await groupOf(ctx, input.resiliencyGroupId)),
}));
