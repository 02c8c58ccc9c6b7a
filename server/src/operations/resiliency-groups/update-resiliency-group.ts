import { resiliencyGroups } from '../../store/tables/resiliency.ts';
import { operation } from '../operation.ts';
import { once } from '../support/once.ts';
import { livingGroup } from './support/groups.ts';
import { groupView } from './views/group.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateResiliencyGroup.html */
export default operation('UpdateResiliencyGroup', (input, ctx) => {
  const { clientToken: token, resiliencyGroupId: id, resiliencyGroupName: name } = input;
  return once(ctx, { operation: 'UpdateResiliencyGroup', token, parameters: [id, name] }, async () => {
    const row = await livingGroup(ctx, id);
    return { resiliencyGroup: groupView(ctx.write.update(resiliencyGroups, row, { name })) };
  });
});
