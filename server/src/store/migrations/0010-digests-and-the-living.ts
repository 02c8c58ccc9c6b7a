import type { Migration } from './migration.ts';

/**
 * What is looked at often is found without what is long or over: announcements by their digest (null: written before there
 * was one), virtual interfaces and virtual private gateways without those that have ended.
 */
export const digestsAndTheLiving: Migration = {
  version: 10,
  name: 'digests-and-the-living',
  statements: [
    // Long texts come last, and their rows are not clustered: who looks for a key or a digest never reads them.
    `create table adj_rib_in_ordered (
      peer_id text primary key, virtual_interface_id text not null, updated_at bigint not null,
      revision integer not null, digest text, routes text not null
    )`,
    `insert into adj_rib_in_ordered (peer_id, virtual_interface_id, updated_at, revision, routes)
      select peer_id, virtual_interface_id, updated_at, revision, routes from adj_rib_in`,
    'drop table adj_rib_in',
    'alter table adj_rib_in_ordered rename to adj_rib_in',
    'create index adj_rib_in_interface on adj_rib_in (virtual_interface_id)',
    `create table customer_router_ordered (
      virtual_interface_id text primary key, silenced integer not null, wrong_key integer not null,
      wrong_asn bigint, cleared_at bigint, revision integer not null, announcements_digest text, announcements text
    )`,
    `insert into customer_router_ordered
        (virtual_interface_id, silenced, wrong_key, wrong_asn, cleared_at, revision, announcements)
      select virtual_interface_id, silenced, wrong_key, wrong_asn, cleared_at, revision, announcements
      from customer_router`,
    'drop table customer_router',
    'alter table customer_router_ordered rename to customer_router',
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
