import { Buffer } from 'node:buffer';
import { allOperatorTokens } from '../../store/queries/operator-tokens.ts';
import { type OperatorTokenRow, operatorTokens } from '../../store/tables/accounts.ts';
import { hashOfToken, ROLES } from '../access.ts';
import { act, type Call } from '../call.ts';
import { conflict, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, type Infer, list, object, text, time } from '../schema.ts';
import { iso } from '../views/common.ts';

const TOKEN_BYTES = 32;
const members = {
  tokenId: text(),
  name: text({ description: 'Who acts with it: `operator:<name>` in the audit trail.' }),
  role: choice(ROLES, 'viewer looks; operator does the daily work; admin does everything.'),
  createdAt: time('When it was made.'),
};
const tokenSchema = object(members, { title: 'OperatorToken' });
const newTokenSchema = object(
  { ...members, token: text({ description: 'Shown this once.' }) },
  { title: 'NewOperatorToken' },
);
const name = text({ pattern: '^[\\w.@-]{1,64}$', 'x-allowed': '1 to 64 letters, digits and . _ @ -' });

export const tokenRoutes: readonly Route[] = [
  route({
    name: 'listTokens',
    method: 'GET',
    path: '/tokens',
    summary: 'Tokens of the operator API, without what they are',
    role: 'admin',
    answer: object({ items: list(tokenSchema) }),
    handle: async ({ parts }) => ({ items: (await allOperatorTokens(parts.store.reader)).map(tokenView) }),
  }),
  route({
    name: 'createToken',
    method: 'POST',
    path: '/tokens',
    summary: 'Makes a token; it is shown this once',
    role: 'admin',
    body: object({ name, role: choice(ROLES) }),
    status: 201,
    answer: newTokenSchema,
    handle: async (call) => {
      const token = `ccop_${Buffer.from(call.parts.random(TOKEN_BYTES)).toString('base64url')}`;
      const row = await act(call, async (work) => {
        const made: OperatorTokenRow = {
          id: Buffer.from(work.random(6)).toString('hex'),
          ...call.body,
          hash: hashOfToken(token),
          createdAt: work.now,
          revision: 1,
        };
        work.write.insert(operatorTokens, made);
        return made;
      });
      return { ...tokenView(row), token };
    },
  }),
  route({
    name: 'removeToken',
    method: 'DELETE',
    path: '/tokens/:tokenId',
    summary: 'Removes a token: it lets nobody in any more',
    role: 'admin',
    params: object({ tokenId: text({ pattern: '^[0-9a-f]{12}$', 'x-allowed': '12 hexadecimal digits' }) }),
    status: 204,
    handle: (call) => removeToken(call, call.params.tokenId),
  }),
];

async function removeToken(call: Call, id: string): Promise<void> {
  const { access } = call.parts;
  await act(call, async (work) => {
    const all = await allOperatorTokens(work.reader);
    const row = all.find((one) => one.id === id);
    if (row === undefined)
      throw notFound('token', id, 'GET /operator/v1/tokens lists them (crossconnect operator tokens list)');
    const admins = all.filter(({ role }) => role === 'admin');
    const lastWayIn = access.tokenNeeded && access.token === undefined;
    if (lastWayIn && row.role === 'admin' && admins.length === 1) {
      throw conflict(
        `${row.name} has the only token with the role admin: without it nobody could get in again`,
        'Make another admin token first: POST /operator/v1/tokens (crossconnect operator tokens create NAME --role admin)',
      );
    }
    work.write.remove(operatorTokens, row);
  });
}

function tokenView(row: OperatorTokenRow): Infer<typeof tokenSchema> {
  return { tokenId: row.id, name: row.name, role: row.role, createdAt: iso(row.createdAt) };
}
