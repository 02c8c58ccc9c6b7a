import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { hostedOn } from '../../store/queries/hosted.ts';
import { ownedInterconnect } from '../../store/queries/interconnects.ts';
import { query } from '../operation.ts';
import { callingPartner } from '../support/account.ts';
import { hostedViews } from './views/hosted.ts';

/** Deprecated twin of DescribeHostedConnections, without pages: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeConnectionsOnInterconnect.html */
export default query('DescribeConnectionsOnInterconnect', async ({ interconnectId }, ctx) => {
  await callingPartner(ctx);
  granted(checkId('Interconnect', interconnectId));
  const row = await ownedInterconnect(ctx.look, interconnectId);
  if (row === undefined) return granted(unknownConnection(interconnectId));
  return { connections: await hostedViews(ctx, await hostedOn(ctx.look.reader, interconnectId)) };
});
