import { hostedConnectionLifecycle } from '../../../domain/connection/lifecycle.ts';
import { granted } from '../../../domain/fault.ts';
import { partnerNameOf } from '../../../domain/hosted/partner.ts';
import { checkRoom } from '../../../domain/hosted/room.ts';
import { checkSlice } from '../../../domain/hosted/slice.ts';
import { enter } from '../../../domain/lifecycle.ts';
import { mergeTags } from '../../../domain/tags/rules.ts';
import type { Connection, Tag } from '../../../model/types.gen.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { connectionView } from '../../connections/views/connection.ts';
import { surroundingsOf } from '../../connections/views/surroundings.ts';
import type { Context } from '../../operation.ts';
import { type CallingPartner } from '../../support/account.ts';
import { siteOf } from '../../support/site.ts';
import { checkCustomer } from './customer.ts';
import type { Parent } from './parent.ts';
import { UNTOUCHED } from '../../support/untouched.ts';

/** A slice of an interconnect or LAG for a customer. */
export interface Allocation {
  readonly connectionName: string;
  readonly ownerAccount: string;
  readonly bandwidth: string;
  readonly vlan: number;
  readonly tags?: readonly Tag[];
}

/**
 * Allocates a hosted connection: it is the customer's, and waits as `ordering` for the customer's confirmation [M].
 *
 * @throws ServiceFault when it is not sold, or does not fit
 */
export async function allocateHosted(
  ctx: Context,
  partner: CallingPartner,
  parent: Parent,
  wanted: Allocation,
): Promise<Connection> {
  const { account } = ctx.caller;
  const at = await siteOf(ctx, parent.location);
  const { location } = parent;
  const { speeds } = at.site;
  granted(checkSlice({ bandwidth: wanted.bandwidth, account, standing: partner.standing, location, speeds }));
  granted(checkRoom(wanted, parent));
  const tags = granted(mergeTags([], wanted.tags ?? []));
  await checkCustomer(ctx, wanted.ownerAccount);

  const row = hostedConnection(ctx, partner, parent, { ...wanted, tags });
  ctx.write.insert(connections, row);
  return connectionView(row, await surroundingsOf(ctx.look.reader, [row]), account);
}

function hostedConnection(
  ctx: Context,
  { row: declared }: CallingPartner,
  parent: Parent,
  wanted: Required<Allocation>,
): ConnectionRow {
  const { caller, now, settings } = ctx;
  const company = declared?.company ?? declared?.name ?? caller.account;
  return {
    account: wanted.ownerAccount,
    region: caller.region,
    seq: ctx.newSeq(),
    id: ctx.newId('dxcon'),
    kind: 'hosted',
    name: wanted.connectionName,
    ...enter(hostedConnectionLifecycle, 'ordering', now, settings.durations),
    location: parent.location,
    bandwidth: wanted.bandwidth,
    // Members of a LAG have this; what it carries has it as its parent.
    lagId: null,
    deviceId: parent.deviceId,
    portNumber: null,
    parentId: parent.id,
    partnerAccount: caller.account,
    partnerName: partnerNameOf(company, parent.location),
    vlan: wanted.vlan,
    // A real one shows its partner as provider too [BF]; an account without a company is none.
    providerName: declared?.company ?? null,
    macSec: 0,
    encryptionMode: null,
    billingMode: 'PayAsYouGo',
    tags: JSON.stringify(wanted.tags),
    createdAt: now,
    ...UNTOUCHED,
  };
}
