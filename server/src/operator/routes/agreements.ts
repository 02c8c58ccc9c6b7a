import { definedAgreements } from '../../store/queries/agreements.ts';
import { AGREEMENTS } from '../../store/setting-names.ts';
import { storedSetting } from '../../store/queries/stored-settings.ts';
import { storedSettings } from '../../store/tables/records.ts';
import { act } from '../call.ts';
import { type Route, route } from '../route.ts';
import { list, object } from '../schema.ts';
import { words } from '../views/common.ts';

/** What ConfirmCustomerAgreement can name [M]. */
const AGREEMENT_NAME_MAX = 100;

const agreements = object(
  {
    names: list(words(AGREEMENT_NAME_MAX), {
      maxItems: 50,
      uniqueItems: true,
      'x-allowed': 'up to 50 different names',
    }),
  },
  { title: 'Agreements' },
);

export const agreementRoutes: readonly Route[] = [
  route({
    name: 'showAgreements',
    method: 'GET',
    path: '/agreements',
    summary: 'Agreements that are asked of every account',
    role: 'viewer',
    answer: agreements,
    handle: async ({ parts }) => ({ names: await definedAgreements(parts.store.reader) }),
  }),
  route({
    name: 'setAgreements',
    method: 'PUT',
    path: '/agreements',
    summary: 'Sets the agreements that are asked of every account; what is signed stays signed',
    role: 'admin',
    body: agreements,
    answer: agreements,
    handle: async (call) => {
      const value = JSON.stringify(call.body.names);
      await act(call, async (work) => {
        const row = await storedSetting(work.reader, AGREEMENTS);
        if (row === undefined) work.write.insert(storedSettings, { name: AGREEMENTS, value, revision: 1 });
        else work.write.update(storedSettings, row, { value });
      });
      return call.body;
    },
  }),
];
