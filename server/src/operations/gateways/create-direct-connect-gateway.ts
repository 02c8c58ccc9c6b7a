import { granted } from '../../domain/fault.ts';
import { gatewayAsn } from '../../domain/gateway/asn.ts';
import { gatewayLifecycle } from '../../domain/gateway/lifecycle.ts';
import { enter } from '../../domain/lifecycle.ts';
import { checkQuota } from '../../domain/quota.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import { uuidOf } from '../../domain/uuid.ts';
import type { Tag } from '../../model/types.gen.ts';
import { countGateways } from '../../store/queries/gateways.ts';
import { type GatewayRow, gateways } from '../../store/tables/gateways.ts';
import { operation } from '../operation.ts';
import { callerAccount, quotasOf, touchAccount } from '../support/account.ts';
import { gatewayView } from './views/gateway.ts';

const UUID_BYTES = 16;

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGateway.html */
export default operation('CreateDirectConnectGateway', async (input, ctx) => {
  const amazonSideAsn = granted(gatewayAsn(input.amazonSideAsn));
  const tags = tagsOf(input.tags ?? []);
  const account = await callerAccount(ctx);
  const { gatewaysPerAccount: max } = quotasOf(ctx, account);
  // Counting ends where the answer is known; quotas that are turned off are not counted.
  const used = Number.isFinite(max) ? await countGateways(ctx.look, max) : 0;
  granted(checkQuota(max, used, 1, 'Direct Connect gateways'));

  const row: GatewayRow = {
    account: ctx.caller.account,
    seq: ctx.newSeq(),
    id: uuidOf(ctx.random(UUID_BYTES)),
    name: input.directConnectGatewayName,
    // `pending` in the answer [TUT]; Terraform waits until it is available [TF].
    ...enter(gatewayLifecycle, 'pending', ctx.now, ctx.settings.durations),
    stateChangeError: null,
    amazonSideAsn,
    tags: JSON.stringify(tags),
    createdAt: ctx.now,
    revision: 1,
  };
  touchAccount(ctx, account);
  ctx.write.insert(gateways, row);
  return { directConnectGateway: gatewayView(row, 0) };
});

/** The operation models no exception of tags: what is wrong with them is a client exception there [M26]. */
function tagsOf(given: readonly Tag[]): readonly Tag[] {
  const tags = mergeTags([], given);
  return granted(isRefusal(tags) ? refuse(tags.message) : tags);
}
