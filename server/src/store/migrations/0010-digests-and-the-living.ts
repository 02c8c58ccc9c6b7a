import type { Migration } from './migration.ts';

/** What lives is found without what has ended: virtual interfaces, and virtual private gateways. */
export const digestsAndTheLiving: Migration = {
  version: 10,
  name: 'digests-and-the-living',
  statements: [
    // Each virtual interface is in one of them: a creation costs no more than before.
    'drop index virtual_interface_connection',
    `create index virtual_interface_living on virtual_interface (connection_id, seq, id)
      where state not in ('deleted', 'rejected')`,
    `create index virtual_interface_ended on virtual_interface (connection_id, seq, id)
      where state in ('deleted', 'rejected')`,
    'drop index virtual_interface_gateway',
    `create index virtual_interface_gateway on virtual_interface (direct_connect_gateway_id, seq, id)
      where direct_connect_gateway_id is not null and state not in ('deleted', 'rejected')`,
    'drop index virtual_interface_virtual_gateway',
    `create index virtual_interface_virtual_gateway on virtual_interface (virtual_gateway_id, seq, id)
      where virtual_gateway_id is not null and state not in ('deleted', 'rejected')`,
    'drop index cloud_gateway_account',
    `create index cloud_gateway_living on cloud_gateway (account, region, id) where state <> 'deleted'`,
  ],
};
