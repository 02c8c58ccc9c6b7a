import { granted } from '../../domain/fault.ts';
import { step } from '../../domain/lifecycle.ts';
import { checkEmpty, unknownGroup } from '../../domain/resiliency/group.ts';
import { resiliencyGroupLifecycle } from '../../domain/resiliency/lifecycle.ts';
import { countMembers } from '../../store/queries/resiliency.ts';
import { resiliencyGroups } from '../../store/tables/resiliency.ts';
import { operation } from '../operation.ts';
import { groupOf } from './support/groups.ts';
import { groupView } from './views/group.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteResiliencyGroup.html */
export default operation('DeleteResiliencyGroup', async (input, ctx) => {
  const { resiliencyGroupId: id } = input;
  const row = await groupOf(ctx, id);
  granted(checkEmpty(row.id, await countMembers(ctx.look.reader, row.id, 1)));
  const phase = step(resiliencyGroupLifecycle, row.state, 'delete', ctx.now, ctx.settings.durations);
  // What is being deleted already looks unknown (GUESS #52).
  if (phase === undefined) return granted(unknownGroup(id));
  return { resiliencyGroup: groupView(ctx.write.update(resiliencyGroups, row, phase)) };
});
