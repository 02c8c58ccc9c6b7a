import type { OrderedPort } from '../../../domain/connection/order.ts';
import type { ChosenPorts } from '../../../domain/inventory/choose-port.ts';
import type { Tag } from '../../../model/types.gen.ts';
import type { ActiveConnection } from '../../../store/queries/connections.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { QueryContext } from '../../operation.ts';
import { type OrderedSite, portsFor } from '../../support/site.ts';

export interface MemberPorts {
  readonly at: OrderedSite;
  readonly port: OrderedPort;
  /** How many new ones. */
  readonly count: number;
  /** Tags of the LAG: `crossconnect:device` asks for a device. */
  readonly tags: readonly Tag[];
  /** The connection that the LAG is made of: the LAG takes its device [M]. */
  readonly existing: ConnectionRow | undefined;
  /** The account's connections at the location. */
  readonly active: readonly ActiveConnection[];
}

/**
 * The device of a LAG and the ports of its new members: all on one device, or none [M][UG26].
 *
 * @throws ServiceFault when no device has room
 */
export async function memberPorts(ctx: QueryContext, wish: MemberPorts): Promise<ChosenPorts> {
  const { at, port, count, existing, active } = wish;
  const own = existing?.deviceId ?? undefined;
  if (count === 0 && own !== undefined) return { device: own, numbers: [], made: false };
  const wanted = own ?? wish.tags.find(({ key }) => key === 'crossconnect:device')?.value;
  const beside = active.find(({ deviceId }) => deviceId !== null)?.deviceId ?? undefined;
  return portsFor(ctx, at, { port, count, wanted, existing: beside });
}
