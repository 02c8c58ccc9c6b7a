import type { Look } from '../look.ts';
import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';

const BY_ID = rowsOf(cloudGateways, 'where id = ?');
const USED = `(exists (select 1 from virtual_interface v
    where v.virtual_gateway_id = cloud_gateway.id and v.state not in ('deleted', 'rejected'))
  or exists (select 1 from gateway_association a where a.associated_id = cloud_gateway.id))`;
const HEARD = rowsOf(
  cloudGateways,
  `where source = 'ec2' and id > ? and (state <> 'deleted' or ${USED}) order by id limit ?`,
);
const OWN_VIRTUAL = rowsOf(
  cloudGateways,
  `where account = ? and region = ? and kind = 'virtualPrivateGateway' and state <> 'deleted' order by id`,
);

/** A virtual private or transit gateway that this service knows, whoever owns it and wherever it is. */
export function cloudGateway(reader: Reader, id: string): Promise<CloudGatewayRow | undefined> {
  return reader.one(BY_ID, id);
}

/** Virtual private gateways that the account owns in the Region, in the order of their ids; deleted ones are gone. */
export function virtualGatewaysOf({ reader, account, region }: Look): Promise<readonly CloudGatewayRow[]> {
  return reader.all(OWN_VIRTUAL, account, region);
}

/** Gateways that were heard of from outside, a page after an id; deleted ones where something still leads to them. */
export function heardGateways(
  reader: Reader,
  after: string,
  limit: number,
): Promise<readonly CloudGatewayRow[]> {
  return reader.all(HEARD, after, limit);
}
