import { flag, json, listOf, members, membersOf, oneOf, text, whole } from '../columns.ts';
import { table } from '../table.ts';

/** What an account is to the partner programme; `undeclared` is the lab's account that nobody registered. */
export type PartnerType = 'nonPartner' | 'v1' | 'v2';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  /** Company name for letters and for the `partnerName` of hosted connections; null: the name. */
  readonly company: string | null;
  readonly partnerType: PartnerType | null;
  /** JSON object of quotas that differ from the default, by quota name. */
  readonly quotas: string;
  /** JSON list of `{agreementName, status}`. */
  readonly agreements: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const accounts = table<AccountRow>(
  'account',
  {
    id: true,
    name: true,
    company: true,
    partnerType: oneOf('nonPartner', 'v1', 'v2'),
    quotas: json(membersOf(whole)),
    agreements: json(listOf(members({ agreementName: text, status: text }))),
    createdAt: true,
    revision: true,
  },
  ['id'],
  'id',
);

/** An access key. Secret and session token are sealed. */
export interface AccessKeyRow {
  readonly id: string;
  readonly account: string;
  readonly secretSealed: string;
  readonly sessionTokenSealed: string | null;
  readonly expiresAt: number | null;
  readonly active: number;
  readonly createdAt: number;
  readonly revision: number;
}

export const accessKeys = table<AccessKeyRow>(
  'access_key',
  {
    id: true,
    account: true,
    secretSealed: true,
    sessionTokenSealed: true,
    expiresAt: true,
    active: flag,
    createdAt: true,
    revision: true,
  },
  ['id'],
  'id',
);

/** A token of the operator API: a hash and a role. */
export interface OperatorTokenRow {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly role: 'admin' | 'operator' | 'viewer';
  readonly createdAt: number;
  readonly revision: number;
}

export const operatorTokens = table<OperatorTokenRow>(
  'operator_token',
  {
    id: true,
    name: true,
    hash: true,
    role: oneOf('admin', 'operator', 'viewer'),
    createdAt: true,
    revision: true,
  },
  ['id'],
  'id',
);
