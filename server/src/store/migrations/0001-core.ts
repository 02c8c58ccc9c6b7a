import type { Migration } from './migration.ts';

/**
 * The core: accounts, inventory, connections, LAGs, paperwork, MACsec keys, resiliency groups, records.
 * What is listed is clustered by (account, region, seq, id), so that a page costs the same among a thousand rows
 * and among a million. What is due has a partial index, which costs nothing while nothing is due.
 */
export const core: Migration = {
  version: 1,
  name: 'core',
  statements: [
    `create table account (
      id text primary key, name text not null, company text, partner_type text,
      quotas text not null, agreements text not null, created_at bigint not null, revision integer not null
    ) {clustered}`,
    `create table access_key (
      id text primary key, account text not null, secret_sealed text not null, session_token_sealed text,
      expires_at bigint, active integer not null, created_at bigint not null, revision integer not null
    ) {clustered}`,
    'create index access_key_account on access_key (account)',
    `create table operator_token (
      id text primary key, name text not null, hash text not null unique, role text not null,
      created_at bigint not null, revision integer not null
    ) {clustered}`,
    `create table location (
      region text not null, code_key text not null, code text not null, name text not null, address text,
      providers text not null, billing_modes text not null, source text not null, revision integer not null,
      primary key (region, code_key)
    ) {clustered}`,
    `create table device (
      id text primary key, region text not null, location text not null, ordinal integer not null,
      logical_id text not null, rack text not null, panel text not null, speeds text not null,
      mac_sec_speeds text not null, grows integer not null, open integer not null,
      dirty_since bigint, revision integer not null
    ) {clustered}`,
    'create unique index device_order on device (region, location, ordinal)',
    'create index device_dirty on device (dirty_since) where dirty_since is not null',
    `create table port (
      device_id text not null, number integer not null, state text not null, speed text not null,
      medium text not null, connector text not null, panel_position text not null, mac_sec integer not null,
      connection_id text, link text not null, rx_light integer, tx_light integer, encrypted integer not null,
      facts_at bigint, far_end_lit integer not null, fault text, revision integer not null,
      primary key (device_id, number)
    ) {clustered}`,
    `create index port_free on port (device_id, speed, mac_sec, number) where state = 'free'`,
    `create table connection (
      account text not null, region text not null, seq bigint not null, id text not null, kind text not null,
      name text not null, state text not null, state_since bigint not null, due_at bigint,
      location text not null, bandwidth text not null, lag_id text, device_id text, port_number integer,
      parent_id text, partner_account text, partner_name text, vlan integer, provider_name text,
      mac_sec integer not null, encryption_mode text, billing_mode text not null, billing_changes text not null,
      loa_issued_at bigint, first_up_at bigint, moving_until bigint, review text, tags text not null,
      created_at bigint not null, revision integer not null,
      primary key (account, region, seq, id)
    ) {clustered}`,
    'create unique index connection_id on connection (id)',
    // An expression, because SQLite prefers the key's first two columns to an index on three.
    `create index connection_site on connection ((account || ' ' || region || ' ' || location))
      where state not in ('deleted', 'rejected')`,
    'create index connection_due on connection (due_at) where due_at is not null',
    'create index connection_lag on connection (lag_id) where lag_id is not null',
    'create index connection_parent on connection (parent_id, seq, id) where parent_id is not null',
    `create unique index connection_vlan on connection (parent_id, vlan)
      where parent_id is not null and state not in ('deleted', 'rejected')`,
    `create table lag (
      account text not null, region text not null, seq bigint not null, id text not null, name text not null,
      state text not null, state_since bigint not null, due_at bigint, location text not null,
      device_id text not null, bandwidth text not null, minimum_links integer not null,
      allows_hosted integer not null, provider_name text, mac_sec integer not null, encryption_mode text,
      billing_mode text not null, tags text not null, created_at bigint not null, revision integer not null,
      primary key (account, region, seq, id)
    ) {clustered}`,
    'create unique index lag_id on lag (id)',
    'create index lag_due on lag (due_at) where due_at is not null',
    `create table letter (
      id text primary key, token text not null unique, connection_id text not null, account text not null,
      region text not null, state text not null, state_since bigint not null, due_at bigint,
      issued_at bigint not null, expires_at bigint not null, provider_name text, reason text,
      fetches integer not null, revision integer not null
    ) {clustered}`,
    'create index letter_connection on letter (connection_id)',
    'create index letter_due on letter (due_at) where due_at is not null',
    `create table cross_connect (
      connection_id text primary key, device_id text not null, port_number integer not null,
      state text not null, state_since bigint not null, due_at bigint, far_end text, note text,
      revision integer not null
    ) {clustered}`,
    'create index cross_connect_port on cross_connect (device_id, port_number)',
    'create index cross_connect_due on cross_connect (due_at) where due_at is not null',
    `create table macsec_key (
      parent_id text not null, seq bigint not null, secret_arn text not null, ckn text not null,
      cak_sealed text, state text not null, state_since bigint not null, due_at bigint,
      start_on bigint not null, revision integer not null,
      primary key (parent_id, seq)
    ) {clustered}`,
    'create unique index macsec_key_secret on macsec_key (parent_id, secret_arn)',
    'create index macsec_key_due on macsec_key (due_at) where due_at is not null',
    `create table resiliency_group (
      account text not null, region text not null, seq bigint not null, id text not null, name text not null,
      type text not null, model text not null, state text not null, state_since bigint not null, due_at bigint,
      tags text not null, created_at bigint not null, revision integer not null,
      primary key (account, region, seq, id)
    ) {clustered}`,
    'create unique index resiliency_group_id on resiliency_group (id)',
    'create index resiliency_group_due on resiliency_group (due_at) where due_at is not null',
    `create table resiliency_association (
      group_id text not null, seq bigint not null, connection_id text not null, connection_arn text not null,
      state text not null, state_since bigint not null, due_at bigint, revision integer not null,
      primary key (group_id, seq)
    ) {clustered}`,
    'create unique index resiliency_association_connection on resiliency_association (connection_id)',
    'create index resiliency_association_due on resiliency_association (due_at) where due_at is not null',
    `create table idempotent_answer (
      account text not null, region text not null, operation text not null, token text not null,
      parameters text not null, answer text not null, due_at bigint not null, revision integer not null,
      primary key (account, region, operation, token)
    ) {clustered}`,
    'create index idempotent_answer_due on idempotent_answer (due_at)',
    `create table audit_record (
      seq bigint primary key, at bigint not null, account text, region text, actor text not null,
      action text not null, request_id text, source_ip text, request text, changes text not null
    ) {clustered}`,
    `create table stored_setting (
      name text primary key, value text not null, revision integer not null
    ) {clustered}`,
    // Which server takes a deadline through, where several share the store. A hint, which a crash may forget.
    `create {unlogged} table timer_claim (
      of_table text not null, row_key text not null, due_at bigint not null, claimed_until bigint not null,
      primary key (of_table, row_key, due_at)
    ) {clustered}`,
  ],
};
