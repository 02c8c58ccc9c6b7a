import type { Migration } from './migration.ts';

/**
 * What runs over a port: virtual interfaces, BGP peers and their sessions, gateways, associations, proposals,
 * attachments, failover tests. What two accounts list is found by an index for each of them.
 */
export const virtualInterfaces: Migration = {
  version: 3,
  name: 'virtual-interfaces',
  statements: [
    `create table virtual_interface (
      account text not null, region text not null, seq bigint not null, id text not null, kind text not null,
      name text not null, state text not null, state_since bigint not null, due_at bigint,
      connection_id text not null, connection_account text not null, location text not null,
      device_id text not null, vlan integer not null, mtu integer not null, virtual_gateway_id text,
      direct_connect_gateway_id text, amazon_side_asn bigint not null, site_link integer not null,
      rate_limit text, prefix_count_v4 integer not null, prefix_count_v6 integer not null,
      route_filters text not null, tags text not null, created_at bigint not null, revision integer not null,
      primary key (account, region, seq, id)
    ) {clustered}`,
    'create unique index virtual_interface_id on virtual_interface (id)',
    `create index virtual_interface_hosted on virtual_interface (connection_account, region, seq, id)
      where connection_account <> account`,
    'create index virtual_interface_due on virtual_interface (due_at) where due_at is not null',
    `create unique index virtual_interface_vlan on virtual_interface (connection_id, vlan)
      where state not in ('deleted', 'rejected')`,
    'create index virtual_interface_connection on virtual_interface (connection_id, seq, id)',
    `create index virtual_interface_gateway on virtual_interface (direct_connect_gateway_id, seq, id)
      where direct_connect_gateway_id is not null`,
    `create index virtual_interface_virtual_gateway on virtual_interface (virtual_gateway_id)
      where virtual_gateway_id is not null`,
    // What an edge has to do.
    `create index virtual_interface_device on virtual_interface (device_id)
      where state not in ('deleted', 'rejected')`,
    `create table bgp_peer (
      virtual_interface_id text not null, seq bigint not null, id text not null, state text not null,
      state_since bigint not null, due_at bigint, address_family text not null, asn bigint not null,
      auth_key_sealed text not null, amazon_address text, customer_address text, address_block text,
      status text not null, status_since bigint not null, status_cause text not null, idle_mark bigint,
      answers integer not null, revision integer not null,
      primary key (virtual_interface_id, seq, id)
    ) {clustered}`,
    'create unique index bgp_peer_id on bgp_peer (id)',
    'create index bgp_peer_due on bgp_peer (due_at) where due_at is not null',
    // Blocks that the service gave out, and addresses that customers brought, each with what it is unique within.
    'create unique index bgp_peer_block on bgp_peer (address_block) where address_block is not null',
    `create table adj_rib_in (
      peer_id text primary key, virtual_interface_id text not null, routes text not null,
      updated_at bigint not null, revision integer not null
    ) {clustered}`,
    'create index adj_rib_in_interface on adj_rib_in (virtual_interface_id)',
    `create table session_event (
      virtual_interface_id text not null, seq bigint not null, peer_id text not null, at bigint not null,
      status_from text not null, status_to text not null, cause text not null, revision integer not null,
      primary key (virtual_interface_id, seq)
    ) {clustered}`,
    `create table customer_router (
      virtual_interface_id text primary key, silenced integer not null, wrong_key integer not null,
      wrong_asn bigint, announcements text, cleared_at bigint, revision integer not null
    ) {clustered}`,
    `create table flap (
      virtual_interface_id text primary key, state text not null, state_since bigint not null, due_at bigint,
      falls integer not null, down_ms bigint not null, up_ms bigint not null, revision integer not null
    ) {clustered}`,
    'create index flap_due on flap (due_at) where due_at is not null',
    `create table direct_connect_gateway (
      account text not null, seq bigint not null, id text not null, name text not null, state text not null,
      state_since bigint not null, due_at bigint, state_change_error text, amazon_side_asn bigint not null,
      tags text not null, created_at bigint not null, revision integer not null,
      primary key (account, seq, id)
    ) {clustered}`,
    'create unique index direct_connect_gateway_id on direct_connect_gateway (id)',
    'create index direct_connect_gateway_due on direct_connect_gateway (due_at) where due_at is not null',
    `create table gateway_association (
      direct_connect_gateway_id text not null, seq bigint not null, id text not null,
      gateway_account text not null, state text not null, state_since bigint not null, due_at bigint,
      state_change_error text, associated_id text not null, associated_type text not null,
      associated_account text not null, associated_region text not null, allowed_prefixes text not null,
      created_at bigint not null, revision integer not null,
      primary key (direct_connect_gateway_id, seq, id)
    ) {clustered}`,
    'create unique index gateway_association_id on gateway_association (id)',
    `create unique index gateway_association_pair on gateway_association
      (direct_connect_gateway_id, associated_id)`,
    // A virtual private gateway is on one Direct Connect gateway at most [M].
    `create unique index gateway_association_vgw on gateway_association (associated_id)
      where associated_type = 'virtualPrivateGateway'`,
    'create index gateway_association_associated on gateway_association (associated_id, seq, id)',
    'create index gateway_association_due on gateway_association (due_at) where due_at is not null',
    `create table association_proposal (
      direct_connect_gateway_id text not null, seq bigint not null, id text not null,
      gateway_account text not null, state text not null, state_since bigint not null, due_at bigint,
      associated_id text not null, associated_type text not null, associated_account text not null,
      associated_region text not null, existing_prefixes text, requested_prefixes text not null,
      created_at bigint not null, revision integer not null,
      primary key (direct_connect_gateway_id, seq, id)
    ) {clustered}`,
    'create unique index association_proposal_id on association_proposal (id)',
    'create index association_proposal_gateway_account on association_proposal (gateway_account, seq, id)',
    'create index association_proposal_account on association_proposal (associated_account, seq, id)',
    'create index association_proposal_associated on association_proposal (associated_id, seq, id)',
    'create index association_proposal_due on association_proposal (due_at) where due_at is not null',
    `create table gateway_attachment (
      direct_connect_gateway_id text not null, seq bigint not null, virtual_interface_id text not null,
      virtual_interface_region text not null, account text not null, kind text not null, state text not null,
      state_since bigint not null, due_at bigint, state_change_error text, revision integer not null,
      primary key (direct_connect_gateway_id, seq, virtual_interface_id)
    ) {clustered}`,
    'create index gateway_attachment_interface on gateway_attachment (virtual_interface_id)',
    'create index gateway_attachment_due on gateway_attachment (due_at) where due_at is not null',
    `create table failover_test (
      account text not null, region text not null, seq bigint not null, id text not null,
      virtual_interface_id text not null, peers text not null, taken text not null, state text not null,
      state_since bigint not null, due_at bigint, minutes integer not null, started_at bigint not null, ended_at bigint,
      revision integer not null,
      primary key (account, region, seq, id)
    ) {clustered}`,
    'create unique index failover_test_id on failover_test (id)',
    'create index failover_test_interface on failover_test (virtual_interface_id, seq, id)',
    `create unique index failover_test_running on failover_test (virtual_interface_id)
      where state = 'running'`,
    'create index failover_test_due on failover_test (due_at) where due_at is not null',
    // Virtual private and transit gateways that this service knows: declared, taken as given, or asked of EC2.
    `create table cloud_gateway (
      id text primary key, kind text not null, account text not null, region text not null,
      amazon_side_asn bigint not null, state text not null, networks text not null, cidrs text not null,
      shared_with text not null, source text not null, created_at bigint not null, refreshed_at bigint not null,
      revision integer not null
    ) {clustered}`,
    'create index cloud_gateway_account on cloud_gateway (account, region, id)',
  ],
};
