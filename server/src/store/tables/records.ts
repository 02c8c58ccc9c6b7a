import { anything, json, listOf, members, membersOf, orNull, type Rule, text } from '../columns.ts';
import { AGREEMENTS } from '../setting-names.ts';
import { table } from '../table.ts';

/**
 * One committed change: the audit record and its outgoing events in one row, because they are always written
 * together and a row costs as much as the HTTP around it.
 */
export interface RecordRow {
  readonly seq: number;
  readonly at: number;
  /** Whose request it was, or whose resource; null: nobody's. */
  readonly account: string | null;
  readonly region: string | null;
  /** `key:<access key>`, `operator:<name>`, `timer`, `fabric`. */
  readonly actor: string;
  /** API operation, operator action, or what the timer raised. */
  readonly action: string;
  readonly requestId: string | null;
  readonly sourceIp: string | null;
  /** JSON of the request, secrets redacted; null where there is none. */
  readonly request: string | null;
  /** JSON list of the states entered: `{resource, id, from, to}`, with `account` where it is another than the record's. */
  readonly changes: string;
}

export const records = table<RecordRow>(
  'audit_record',
  {
    seq: true,
    at: true,
    account: true,
    region: true,
    actor: true,
    action: true,
    requestId: true,
    sourceIp: true,
    request: json(membersOf(anything)),
    changes: json(
      listOf(members({ resource: text, id: text, from: orNull(text), to: text, 'account?': text })),
    ),
  },
  ['seq'],
  'seq',
);

/** What a setting holds that travels in a snapshot. */
const ofSetting: Rule = (value, row) =>
  'name' in row && row.name === AGREEMENTS ? json(listOf(text))(value, row) : undefined;

/** A setting that must outlive the process: the lab clock's offset, the key check of the secrets. */
export interface StoredSettingRow {
  readonly name: string;
  readonly value: string;
  readonly revision: number;
}

export const storedSettings = table<StoredSettingRow>(
  'stored_setting',
  { name: true, value: ofSetting, revision: true },
  ['name'],
  'name',
);
