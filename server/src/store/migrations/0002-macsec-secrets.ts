import type { Migration } from './migration.ts';

/** The secrets behind MACsec keys: they outlive the keys, and may be given to another connection by their ARN. */
export const macSecSecrets: Migration = {
  version: 2,
  name: 'macsec-secrets',
  statements: [
    `create table macsec_secret (
      account text not null, region text not null, ckn text not null, arn text not null, cak_sealed text not null,
      created_at bigint not null, revision integer not null,
      primary key (account, region, ckn)
    ) {clustered}`,
    'create unique index macsec_secret_arn on macsec_secret (arn)',
  ],
};
