import type { Migration } from './migration.ts';

/** What BGP sessions live through before they change, and whether a customer's router has BFD. */
export const sessionTimers: Migration = {
  version: 15,
  name: 'session-timers',
  statements: [
    `create table session_timer (
      virtual_interface_id text not null, peer_id text not null, state text not null, state_since bigint not null,
      due_at bigint, revision integer not null, primary key (virtual_interface_id, peer_id)
    ) {clustered}`,
    'create index session_timer_due on session_timer (due_at) where due_at is not null',
    'alter table customer_router add column bfd integer not null default 0',
  ],
};
