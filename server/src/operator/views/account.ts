import { QUOTAS, type QuotaName } from '../../domain/quota.ts';
import type { CustomerAgreement } from '../../model/types.gen.ts';
import type { AccessKeyRow, AccountRow } from '../../store/tables/accounts.ts';
import { undeclaredAccount } from '../../work/accounts.ts';
import {
  choice,
  flag,
  type Infer,
  integer,
  list,
  nullable,
  object,
  optional,
  type Schema,
  text,
  time,
} from '../schema.ts';
import { iso, isoOrNull, words } from './common.ts';

const PARTNER_TYPES = ['nonPartner', 'v1', 'v2'] as const;
const QUOTA_NAMES = Object.keys(QUOTAS) as QuotaName[];

/** A member for each quota. */
function quotas<T>(schema: Schema<T>) {
  const members = Object.fromEntries(QUOTA_NAMES.map((name) => [name, optional(schema)]));
  return object(members as { readonly [Q in QuotaName]: ReturnType<typeof optional<T>> });
}

const quota = integer({ minimum: 0, maximum: 1_000_000 });
const agreement = object({
  // What ConfirmCustomerAgreement can name [M].
  name: words(100),
  status: choice(['unsigned', 'signed']),
});

/** What can be said of an account. A quota that is null has the default again. */
export const accountMembers = {
  name: optional(words(200)),
  company: optional(
    nullable(words(200, 'On letters, and the partner name of hosted connections; the name where null.')),
  ),
  partnerType: optional(choice(PARTNER_TYPES, 'What it is to the partner programme; nonPartner by default.')),
  quotas: optional(quotas(nullable(quota))),
  agreements: optional(list(agreement, { description: 'Its agreements with their status, all of them.' })),
};

export const accountSchema = object(
  {
    account: text(),
    registered: flag('False: the lab took it as it came; it has no partner type of its own.'),
    name: text(),
    company: nullable(text()),
    partnerType: nullable(choice(PARTNER_TYPES)),
    quotas: quotas(quota),
    agreements: list(agreement),
    createdAt: nullable(
      time(
        'When it was registered, or got an entry; null: it has none, and is here because it owns something.',
      ),
    ),
  },
  { title: 'Account' },
);

export function accountView(row: AccountRow): Infer<typeof accountSchema> {
  return {
    account: row.id,
    registered: row.partnerType !== null,
    name: row.name,
    company: row.company,
    partnerType: row.partnerType,
    quotas: JSON.parse(row.quotas) as Infer<typeof accountSchema>['quotas'],
    agreements: (JSON.parse(row.agreements) as readonly CustomerAgreement[]).map(
      ({ agreementName = '', status }) => ({
        name: agreementName,
        status: status === 'signed' ? 'signed' : 'unsigned',
      }),
    ),
    createdAt: iso(row.createdAt),
  };
}

/** An account that is known by what it owns alone. */
export function ownerView(id: string): Infer<typeof accountSchema> {
  return { ...accountView(undeclaredAccount(id, 0)), createdAt: null };
}

const keyMembers = {
  accessKeyId: text(),
  account: text(),
  active: flag(),
  temporary: flag('It comes with a session token.'),
  createdAt: time('When it was made.'),
  expiresAt: nullable(time('When it stops to be valid, in real time.')),
};
export const keySchema = object(keyMembers, { title: 'AccessKey' });

export const newKeySchema = object(
  {
    ...keyMembers,
    secretAccessKey: text({ description: 'Shown this once.' }),
    sessionToken: nullable(text({ description: 'Shown this once.' })),
  },
  { title: 'NewAccessKey' },
);

export function keyView(row: AccessKeyRow): Infer<typeof keySchema> {
  return {
    accessKeyId: row.id,
    account: row.account,
    active: row.active === 1,
    temporary: row.sessionTokenSealed !== null,
    createdAt: iso(row.createdAt),
    expiresAt: isoOrNull(row.expiresAt),
  };
}
