import type { Heard } from '../../domain/cloud-gateway/heard.ts';
import type { VirtualGateway } from '../../model/types.gen.ts';
import { virtualGatewaysOf } from '../../store/queries/cloud-gateways.ts';
import { type Outside, query } from '../operation.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualGateways.html
 *
 * The caller's virtual private gateways of the Region; the real service asks to use EC2 instead [M].
 */
export default query(
  'DescribeVirtualGateways',
  async (_, ctx) => {
    const known = await virtualGatewaysOf(ctx.look);
    const shown = new Map<string, VirtualGateway>(known.map(({ id, state }) => [id, view(id, state)]));
    for (const [id, heard] of ctx.heard) {
      if ('none' in heard) shown.delete(id);
      else if ('gateway' in heard) shown.set(id, view(id, heard.gateway.state));
    }
    return { virtualGateways: [...shown.values()].toSorted(byId) };
  },
  hearVirtual,
);

/** What one hears counts before what is known; what one does not hear of any more is gone. What was declared stays. */
async function hearVirtual(_: unknown, outside: Outside): Promise<ReadonlyMap<string, Heard>> {
  const known = await virtualGatewaysOf(outside.look);
  const listed = await outside.virtualGateways(new Set(known.map(({ id }) => id)));
  const heard = new Map<string, Heard>();
  // Nobody answers: what is known counts.
  if (listed === undefined) return heard;
  for (const { id, source } of known) if (source === 'ec2') heard.set(id, { none: true });
  for (const gateway of listed)
    if (gateway.account === outside.caller.account) heard.set(gateway.id, { gateway });
  for (const { id, source } of known) if (source === 'declared') heard.delete(id);
  return heard;
}

const view = (id: string, state: string): VirtualGateway => ({
  virtualGatewayId: id,
  virtualGatewayState: state,
});
const byId = (a: VirtualGateway, b: VirtualGateway) =>
  (a.virtualGatewayId ?? '') < (b.virtualGatewayId ?? '') ? -1 : 1;
