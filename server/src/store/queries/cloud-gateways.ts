import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';

const BY_ID = rowsOf(cloudGateways, 'where id = ?');

/** A virtual private or transit gateway that this service knows, whoever owns it and wherever it is. */
export function cloudGateway(reader: Reader, id: string): Promise<CloudGatewayRow | undefined> {
  return reader.one(BY_ID, id);
}
