import { newAccount } from './accounts.ts';
import { newVgw } from './interfaces.ts';
import { passSeconds } from './macsec.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A hosted connection of the customer's, confirmed and up, on an interconnect of a partner of its own unless one is named. */
export async function newSlice(
  server: TestServer,
  customer: { readonly account: string },
  vlan: number,
  partnerAccount = newAccount(),
): Promise<string> {
  const partner = { account: partnerAccount };
  const order = { interconnectName: 'i', bandwidth: '1Gbps', location: 'EqDC2' };
  const { interconnectId = '' } = await server.call('CreateInterconnect', order, partner);
  await server.settle();
  const wish = { bandwidth: '50Mbps', connectionName: 's', vlan, ownerAccount: customer.account };
  const { connectionId = '' } = await server.call(
    'AllocateHostedConnection',
    { connectionId: interconnectId, ...wish },
    partner,
  );
  await server.call('ConfirmConnection', { connectionId }, customer);
  await server.settle();
  return connectionId;
}

/** A virtual interface that was allocated to another account, and waits for it. */
export interface Allocated {
  readonly id: string;
  readonly owner: { readonly account: string };
  /** Its owner confirms it, and it is set up when this resolves. */
  readonly confirm: () => Promise<void>;
}

/** Allocates a private one on a connection of the caller's to an account of its own. */
export async function allocatePrivate(
  server: TestServer,
  caller: CallOptions,
  connectionId: string,
  vlan: number,
): Promise<Allocated> {
  const owner = { account: newAccount() };
  const newPrivateVirtualInterfaceAllocation = { virtualInterfaceName: 'h', vlan, asn: 65_000 };
  const { virtualInterfaceId: id = '' } = await server.call(
    'AllocatePrivateVirtualInterface',
    { connectionId, ownerAccount: owner.account, newPrivateVirtualInterfaceAllocation },
    caller,
  );
  const confirm = async () => {
    const gateway = { virtualInterfaceId: id, virtualGatewayId: newVgw() };
    await server.call('ConfirmPrivateVirtualInterface', gateway, owner);
    await passSeconds(server, 1);
  };
  return { id, owner, confirm };
}
