import { undeclaredAccount } from '../../work/accounts.ts';
import { account } from '../../store/queries/accounts.ts';
import { type MetAccount, metAccounts } from '../../store/queries/met-accounts.ts';
import type { Reader } from '../../store/store.ts';
import { type AccountRow, accounts } from '../../store/tables/accounts.ts';
import type { Work } from '../../work/context.ts';
import { act, type Call } from '../call.ts';
import { cursorOf, LIMIT, type PageQuery, placeOf } from '../paging.ts';
import { conflict, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { type Infer, object } from '../schema.ts';
import { accountMembers, accountSchema, accountView, ownerView } from '../views/account.ts';
import { accountId, pageMembers, pageOf } from '../views/common.ts';

export const accountParams = object({ account: accountId });
const changes = object(accountMembers);
const registration = object({ account: accountId, ...accountMembers });

export const accountRoutes: readonly Route[] = [
  route({
    name: 'listAccounts',
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts: those that are registered, and those that the lab has met',
    role: 'viewer',
    query: object(pageMembers),
    answer: pageOf(accountSchema),
    handle: ({ parts, query }) => known(parts.store.reader, query),
  }),
  route({
    name: 'registerAccount',
    method: 'POST',
    path: '/accounts',
    summary: 'Registers an account',
    role: 'admin',
    body: registration,
    status: 201,
    answer: accountSchema,
    handle: async (call) => accountView(await register(call, call.body)),
  }),
  route({
    name: 'showAccount',
    method: 'GET',
    path: '/accounts/:account',
    summary: 'One account',
    role: 'viewer',
    params: accountParams,
    answer: accountSchema,
    handle: async ({ parts, params }) => {
      const { id, row } = await knownAccount(parts.store.reader, params.account);
      return viewOf({ id, row });
    },
  }),
  route({
    name: 'updateAccount',
    method: 'PATCH',
    path: '/accounts/:account',
    summary: 'Changes what is named of an account; quotas that are null have the default again',
    role: 'admin',
    params: accountParams,
    body: changes,
    answer: accountSchema,
    handle: async (call) => {
      const unit = async (work: Work) => {
        const { id, row } = await knownAccount(work.reader, call.params.account);
        if (row !== undefined) return work.write.update(accounts, row, changed(row, call.body));
        const fresh = undeclaredAccount(id, work.now);
        const made = { ...fresh, ...changed(fresh, call.body) };
        work.write.insert(accounts, made);
        return made;
      };
      return accountView(await act(call, unit, ({ id }) => ({ account: id })));
    },
  }),
];

const viewOf = ({ id, row }: MetAccount) => (row === undefined ? ownerView(id) : accountView(row));

/** A page of those that have a row or own something. */
async function known(reader: Reader, { limit = LIMIT, after }: PageQuery) {
  const [place = ''] = placeOf(after, 1) ?? [];
  const found = await metAccounts(reader, String(place), limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined ? { next: cursorOf([last.id]) } : {};
  return { items: items.map(viewOf), ...more };
}

/** @throws Problem when nothing is known of it */
export async function knownAccount(reader: Reader, id: string): Promise<MetAccount> {
  const row = await account(reader, id);
  if (row !== undefined) return { id, row };
  // What comes next after its predecessor is itself, where it owns something.
  const before = String(Number(id) - 1).padStart(12, '0');
  const [next] = await metAccounts(reader, before, 1);
  if (next?.id === id) return next;
  throw notFound(
    'account',
    id,
    `Register it: POST /operator/v1/accounts (crossconnect operator accounts register ${id})`,
  );
}

/** An account that the lab took as it came has a row already, and no partner type. */
function register(call: Call, wanted: Infer<typeof registration>): Promise<AccountRow> {
  const { account: id, ...said } = wanted;
  return act(
    call,
    async (work) => {
      const known = await account(work.reader, id);
      if (known !== undefined && known.partnerType !== null) {
        throw conflict(
          `Account ${id} is registered already`,
          `Change it: PATCH /operator/v1/accounts/${id} (crossconnect operator accounts update ${id})`,
        );
      }
      const fresh = known ?? undeclaredAccount(id, work.now);
      const row = { ...fresh, ...changed(fresh, { partnerType: 'nonPartner', ...said }) };
      if (known !== undefined) return work.write.update(accounts, known, row);
      work.write.insert(accounts, row);
      return row;
    },
    () => ({ account: id }),
  );
}

function changed(row: AccountRow, said: Infer<typeof changes>): Partial<AccountRow> {
  const { name, company, partnerType, quotas, agreements } = said;
  const merged = { ...(JSON.parse(row.quotas) as object), ...quotas };
  const own = Object.entries(merged).filter(([, value]) => value !== null);
  return {
    ...(name === undefined ? {} : { name }),
    ...(company === undefined ? {} : { company }),
    ...(partnerType === undefined ? {} : { partnerType }),
    quotas: JSON.stringify(Object.fromEntries(own)),
    ...(agreements === undefined ? {} : { agreements: JSON.stringify(agreements.map(stored)) }),
  };
}

/** As the API names its members. */
const stored = (one: { readonly name: string; readonly status: string }) => ({
  agreementName: one.name,
  status: one.status,
});
