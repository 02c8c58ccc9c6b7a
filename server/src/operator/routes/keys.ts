import { Buffer } from 'node:buffer';
import { accessKey } from '../../store/queries/accounts.ts';
import { type AccessKeyRow, accessKeys } from '../../store/tables/accounts.ts';
import { act, type Call } from '../call.ts';
import { DURATION_ALLOWED, durationMs } from '../duration.ts';
import { page } from '../paging.ts';
import { invalid, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { flag, type Infer, object, optional, text } from '../schema.ts';
import { keySchema, keyView, newKeySchema } from '../views/account.ts';
import { pageMembers, pageOf } from '../views/common.ts';
import { knownAccount, accountParams } from './accounts.ts';

const keyParams = object({
  accessKeyId: text({ pattern: '^\\w{16,128}$', 'x-allowed': '16 to 128 letters and digits' }),
});
const wish = object({
  sessionToken: optional(
    flag('A temporary key: it comes with a session token, which each request must bear.'),
  ),
  expiresIn: optional(
    text({ description: `How long it is valid: ${DURATION_ALLOWED}.`, 'x-allowed': DURATION_ALLOWED }),
  ),
});

export const keyRoutes: readonly Route[] = [
  route({
    name: 'listKeys',
    method: 'GET',
    path: '/accounts/:account/keys',
    summary: 'Access keys of an account, without their secrets',
    role: 'viewer',
    params: accountParams,
    query: object(pageMembers),
    answer: pageOf(keySchema),
    handle: async ({ parts, params, query }) => {
      const { reader } = parts.store;
      const { id } = await knownAccount(reader, params.account);
      return page(reader, query, { table: accessKeys, where: { account: id }, keep: () => true }, keyView);
    },
  }),
  route({
    name: 'createKey',
    method: 'POST',
    path: '/accounts/:account/keys',
    summary: 'Makes an access key; its secret is shown this once',
    role: 'admin',
    params: accountParams,
    body: wish,
    status: 201,
    answer: newKeySchema,
    handle: (call) => createKey(call, call.params.account, call.body),
  }),
  setActive('deactivate', 'deactivateKey', 0, 'Turns an access key off'),
  setActive('activate', 'activateKey', 1, 'Turns an access key on again'),
];

async function createKey(call: Call, account: string, { sessionToken, expiresIn }: Infer<typeof wish>) {
  const { parts } = call;
  const secretAccessKey = base64(parts.random(30));
  const token = sessionToken === true ? base64(parts.random(96)) : null;
  const expiresAt = expiresIn === undefined ? null : parts.now() + lengthOf(expiresIn);
  const row = await act(
    call,
    async (work) => {
      const { id } = await knownAccount(work.reader, account);
      const made: AccessKeyRow = {
        id: `${token === null ? 'AKIA' : 'ASIA'}${base32(work.random(16))}`,
        account: id,
        secretSealed: parts.sealer.seal(secretAccessKey),
        sessionTokenSealed: token === null ? null : parts.sealer.seal(token),
        expiresAt,
        active: 1,
        createdAt: work.now,
        revision: 1,
      };
      work.write.insert(accessKeys, made);
      return made;
    },
    () => ({ account }),
  );
  await parts.recall();
  return { ...keyView(row), secretAccessKey, sessionToken: token };
}

function lengthOf(text: string): number {
  const ms = durationMs(text);
  if (ms !== undefined && ms > 0) return ms;
  throw invalid([{ field: 'body.expiresIn', detail: 'is no length of time', allowed: DURATION_ALLOWED }]);
}

function setActive(action: string, name: string, active: 0 | 1, summary: string): Route {
  return route({
    name,
    method: 'POST',
    path: `/keys/:accessKeyId/${action}`,
    summary,
    role: 'admin',
    params: keyParams,
    body: object({}),
    answer: keySchema,
    handle: async (call) => {
      const { accessKeyId } = call.params;
      const row = await act(
        call,
        async (work) => {
          const found = await accessKey(work.reader, accessKeyId);
          if (found !== undefined) return work.write.update(accessKeys, found, { active });
          throw notFound(
            'access key',
            accessKeyId,
            'GET /operator/v1/accounts/<account>/keys lists those of an account (crossconnect operator keys list ACCOUNT)',
          );
        },
        ({ account }) => ({ account }),
      );
      await call.parts.recall();
      return keyView(row);
    },
  });
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32 = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
