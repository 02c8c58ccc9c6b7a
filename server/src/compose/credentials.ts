import type { Sealer } from '../operations/settings.ts';
import { accessKey } from '../store/queries/accounts.ts';
import type { Reader } from '../store/store.ts';
import type { AccessKeyRow } from '../store/tables/accounts.ts';
import type { CredentialSource, KeyRecord } from '../wire/service.ts';

/** Keys of the lab are whatever callers think of: this bounds what is remembered of them. */
const REMEMBERED_MAX = 10_000;

export interface Credentials extends CredentialSource {
  /** Forgets what was read: a key has been made, changed or removed. */
  readonly forget: () => void;
}

/** Registered access keys, and which keys are not registered: remembered, because every request asks. */
export function credentialsOf(reader: Reader, sealer: Sealer): Credentials {
  let remembered = new Map<string, { readonly key: KeyRecord | undefined }>();
  const look = async (id: string) => {
    // What is forgotten while this read is under way stays forgotten.
    const into = remembered;
    const row = await accessKey(reader, id);
    const key = row === undefined ? undefined : opened(row, sealer);
    if (into.size >= REMEMBERED_MAX) into.clear();
    into.set(id, { key });
    return key;
  };
  return {
    find: (id) => {
      const known = remembered.get(id);
      return known === undefined ? look(id) : known.key;
    },
    forget: () => {
      remembered = new Map();
    },
  };
}

function opened(row: AccessKeyRow, sealer: Sealer): KeyRecord {
  const { account, sessionTokenSealed, expiresAt } = row;
  return {
    secret: sealer.open(row.secretSealed),
    account,
    active: row.active === 1,
    ...(sessionTokenSealed === null ? {} : { sessionToken: sealer.open(sessionTokenSealed) }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}
