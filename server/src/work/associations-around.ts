import { textsIn } from '../domain/texts-in.ts';
import type { Associable, Associated } from '../domain/gateway/associate.ts';
import { associationsOf } from '../store/queries/gateways.ts';
import { cloudGatewaysBehind } from '../store/queries/associations.ts';
import type { Reader } from '../store/store.ts';
import type { CloudGatewayRow } from '../store/tables/cloud-gateways.ts';

/** A virtual private or transit gateway as rules see it. */
export function associable(row: CloudGatewayRow): Associable {
  const cidrs = textsIn(row.cidrs);
  return { ...row, cidrs, attached: row.networks !== '[]', madeUp: row.source === 'assumed' };
}

/** What a Direct Connect gateway is associated with already, those that end included. */
export async function associatedWith(reader: Reader, gatewayId: string): Promise<readonly Associated[]> {
  const [rows, behind] = await Promise.all([
    associationsOf(reader, gatewayId),
    cloudGatewaysBehind(reader, gatewayId),
  ]);
  const known = new Map(behind.map((row) => [row.id, associable(row)]));
  return rows.map(({ associatedId, associatedType, allowedPrefixes }) => {
    const other = known.get(associatedId);
    return {
      associatedId,
      associatedType,
      allowedPrefixes: textsIn(allowedPrefixes),
      cidrs: other === undefined || other.madeUp ? [] : other.cidrs,
    };
  });
}
