import { textsIn } from '../domain/texts-in.ts';
import { checkNetworks } from '../domain/gateway/associate.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { anyGateway, associationsWith } from '../store/queries/gateways.ts';
import { interfacesOfVirtualGateway } from '../store/queries/virtual-interfaces.ts';
import type { CloudGatewayRow } from '../store/tables/cloud-gateways.ts';
import { gateways } from '../store/tables/gateways.ts';
import { associatedWith } from './associations-around.ts';
import type { Work } from './context.ts';

/** So many of what uses a gateway are named. */
const SHOWN = 5;

/** What uses a virtual private or transit gateway, in words; what is ending already does not. */
export async function usesOf(work: Work, { id }: CloudGatewayRow): Promise<readonly string[]> {
  const [associations, interfaces] = await Promise.all([
    associationsWith(work.reader, id),
    interfacesOfVirtualGateway(work.reader, id),
  ]);
  const uses = [
    ...associations
      .filter(({ state }) => state !== 'disassociating')
      .map((one) => `association ${one.id} with Direct Connect gateway ${one.directConnectGatewayId}`),
    ...interfaces.filter(({ state }) => state !== 'deleting').map((one) => `virtual interface ${one.id}`),
  ];
  return uses.length > SHOWN ? [...uses.slice(0, SHOWN), `${uses.length - SHOWN} more`] : uses;
}

/**
 * Refuses prefixes that come to a virtual private gateway while it shares a Direct Connect gateway with another one that has
 * them, as an association would be [UG23]. What overlaps already stays. Siblings are compared, so their gateway is touched.
 */
export async function checkComingNetworks(
  work: Work,
  row: CloudGatewayRow,
  wanted: readonly string[],
): Promise<Refusal | undefined> {
  if (row.kind !== 'virtualPrivateGateway') return undefined;
  // What a lab made up was compared with nothing.
  const present = row.source === 'assumed' ? [] : textsIn(row.cidrs);
  const cidrs = wanted.filter((cidr) => !present.includes(cidr));
  for (const { directConnectGatewayId: id } of await associationsWith(work.reader, row.id)) {
    const gateway = await anyGateway(work.reader, id);
    if (gateway !== undefined) work.write.touch(gateways, gateway);
    const others = (await associatedWith(work.reader, id)).filter((one) => one.associatedId !== row.id);
    const problem = checkNetworks({ cidrs, madeUp: false }, others);
    // The operator's own text (GUESS).
    if (problem !== undefined)
      return refuse(`${problem.message}, and both are on Direct Connect gateway ${id}`);
  }
  return undefined;
}
