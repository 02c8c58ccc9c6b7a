import { operation } from '../operation.ts';
import { callingPartner } from '../support/account.ts';
import { allocateHosted } from './support/allocate.ts';
import { parentInterconnect } from './support/parent.ts';

/** Deprecated twin of AllocateHostedConnection: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocateConnectionOnInterconnect.html */
export default operation('AllocateConnectionOnInterconnect', async (input, ctx) => {
  const partner = await callingPartner(ctx);
  // Member by member: the twin knows no tags [M], and what it does not know was not checked.
  const { interconnectId, connectionName, ownerAccount, bandwidth, vlan } = input;
  const parent = await parentInterconnect(ctx, interconnectId);
  return allocateHosted(ctx, partner, parent, { connectionName, ownerAccount, bandwidth, vlan });
});
