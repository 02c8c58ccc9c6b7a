import { granted } from '../../domain/fault.ts';
import { resiliencyGroupId } from '../../domain/ids.ts';
import { enter } from '../../domain/lifecycle.ts';
import { checkQuota } from '../../domain/quota.ts';
import { resiliencyGroupLifecycle } from '../../domain/resiliency/lifecycle.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import { countGroups } from '../../store/queries/resiliency.ts';
import { type ResiliencyGroupRow, resiliencyGroups } from '../../store/tables/resiliency.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { callerAccount, quotasOf, touchAccount } from '../support/account.ts';
import { once } from '../support/once.ts';
import { groupView } from './views/group.ts';

const ID_BYTES = 17;

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateResiliencyGroup.html */
export default operation('CreateResiliencyGroup', (input, ctx) => {
  const { clientToken: token, resiliencyGroupName, intendedResiliencyModel, tags = [] } = input;
  const parameters = [
    resiliencyGroupName,
    intendedResiliencyModel,
    tags.map(({ key, value }) => [key, value]),
  ];
  return once(ctx, { operation: 'CreateResiliencyGroup', token, parameters }, () => create(input, ctx));
});

async function create(input: Input<'CreateResiliencyGroup'>, ctx: Context) {
  const tags = granted(mergeTags([], input.tags ?? []));
  const account = await callerAccount(ctx);
  const { resiliencyGroupsPerRegion: max } = quotasOf(ctx, account);
  // Counting ends where the answer is known; quotas that are turned off are not counted.
  const used = Number.isFinite(max) ? await countGroups(ctx.look, max) : 0;
  granted(checkQuota(max, used, 1, 'resiliency groups in the Region', 'LimitExceededException'));

  const row: ResiliencyGroupRow = {
    account: ctx.caller.account,
    region: ctx.caller.region,
    seq: ctx.newSeq(),
    id: resiliencyGroupId(ctx.random(ID_BYTES)),
    name: input.resiliencyGroupName,
    type: 'Managed',
    model: input.intendedResiliencyModel,
    ...enter(resiliencyGroupLifecycle, 'pending', ctx.now, ctx.settings.durations),
    tags: JSON.stringify(tags),
    createdAt: ctx.now,
    revision: 1,
  };
  touchAccount(ctx, account);
  ctx.write.insert(resiliencyGroups, row);
  return { resiliencyGroup: groupView(row) };
}
