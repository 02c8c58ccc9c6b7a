import { granted } from '../../../domain/fault.ts';
import { checkOpensToHosted, checkVlans } from '../../../domain/lag/join.ts';
import { allocatablePool } from '../../../domain/prefix-pool.ts';
import type { Quotas } from '../../../domain/quota.ts';
import { checkArrival, checkCarriesNone } from '../../../domain/virtual-interface/arrival.ts';
import { checkAddressesFree } from '../../../domain/virtual-interface/occupancy.ts';
import { livingOn } from '../../../store/queries/hosted.ts';
import { addressesUnder } from '../../../store/queries/hosted-interfaces.ts';
import { countInterfacesOn, occupantsOf } from '../../../store/queries/virtual-interfaces.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { type LagRow, lags } from '../../../store/tables/lags.ts';
import type { Context } from '../../operation.ts';

/**
 * What runs over a connection that stands alone comes along into the LAG, and has to find its place beside what the LAG
 * carries [M][UG23]; what a member of another LAG helps to carry stays there. Both sides are compared, so both are touched.
 *
 * @param members of the LAG before
 * @throws ServiceFault when something conflicts
 */
export async function checkArriving(
  ctx: Context,
  row: ConnectionRow,
  lag: LagRow,
  members: readonly ConnectionRow[],
  quotas: Quotas,
): Promise<void> {
  ctx.write.touch(lags, lag);
  ctx.write.touch(connections, row);
  granted(checkOpensToHosted(row, lag, await countInterfacesOn(ctx.look.reader, lag.id)));
  if (row.lagId !== null) return;
  if (row.kind === 'interconnect') return checkHosted(ctx, row, lag);
  if (lag.allowsHosted === 1)
    granted(checkCarriesNone(row.id, await countInterfacesOn(ctx.look.reader, row.id)));
  const { reader } = ctx.look;
  const [moving, present] = await Promise.all([occupantsOf(reader, row.id), occupantsOf(reader, lag.id)]);
  const joined = [...members, row];
  const host = {
    name: `Lag ${lag.id}`,
    hosted: false,
    occupants: present,
    limitersMax: quotas.rateLimitersPerConnection * joined.length,
    prefixPool: ctx.settings.quotas ? allocatablePool(lag.bandwidth, joined) : Number.POSITIVE_INFINITY,
  };
  granted(checkArrival(moving, host, quotas));
}

/**
 * Hosted connections come along with their interconnect, and with them their virtual interfaces [M]. What is made on one of
 * them touches that one alone, so all of them have to be as they were compared.
 */
async function checkHosted(ctx: Context, row: ConnectionRow, lag: LagRow): Promise<void> {
  const { reader } = ctx.look;
  const [moving, present] = await Promise.all([livingOn(reader, row.id), livingOn(reader, lag.id)]);
  granted(checkVlans(moving, present));
  for (const one of [...moving, ...present]) ctx.write.guard(connections, one);
  const [brought, used] = await Promise.all([addressesUnder(reader, row.id), addressesUnder(reader, lag.id)]);
  granted(checkAddressesFree(brought, { name: `Lag ${lag.id}`, occupants: [{ addresses: used }] }));
}
