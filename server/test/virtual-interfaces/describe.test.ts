// DescribeVirtualInterfaces: what is listed for whom, by which filter, on which page.
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { allocatePrivate, interfaceIds, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const owner = { account: newAccount() };
const partner = { account: newAccount() };
let own = '';
let lent = '';
/** Two of the owner's, two of the partner's on its own connection, two that the partner gave to the owner. */
let mine: readonly string[] = [];
let theirs: readonly string[] = [];
let given: readonly string[] = [];

beforeAll(async () => {
  [own, lent] = [await readyPort(server, owner), await readyPort(server, partner)];
  const made: string[][] = [[], [], []];
  for (const vlan of [1, 2]) {
    made[0]?.push((await orderPrivate(server, owner, own, { vlan })).virtualInterfaceId);
    made[1]?.push((await orderPrivate(server, partner, lent, { vlan })).virtualInterfaceId);
    const to = { connectionId: lent, ownerAccount: owner.account };
    made[2]?.push((await allocatePrivate(server, partner, to, { vlan: vlan + 100 })).virtualInterfaceId);
  }
  [mine = [], theirs = [], given = []] = made;
});

const list = (input: object, caller = owner) => server.call('DescribeVirtualInterfaces', input, caller);

/** All pages of so many. */
async function pages(caller: typeof owner, maxResults: number, filter: object = {}) {
  const ids: string[][] = [];
  let nextToken: string | undefined;
  do {
    const token = nextToken === undefined ? {} : { nextToken };
    const answer = await list({ maxResults, ...filter, ...token }, caller);
    ids.push((answer.virtualInterfaces ?? []).map(({ virtualInterfaceId = '' }) => virtualInterfaceId));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return ids;
}

const interleaved = (a: readonly string[], b: readonly string[]) => a.flatMap((id, at) => [id, b[at] ?? '']);

describe('lists', () => {
  test('one’s own, and those of others on one’s connections, oldest first', async () => {
    expect(await interfaceIds(server, owner)).toEqual(interleaved(mine, given));
    expect(await interfaceIds(server, partner)).toEqual(interleaved(theirs, given));
  });

  test('on a connection, those that one may see', async () => {
    expect(await interfaceIds(server, owner, { connectionId: own })).toEqual(mine);
    expect(await interfaceIds(server, owner, { connectionId: lent })).toEqual(given);
    expect(await interfaceIds(server, partner, { connectionId: lent })).toEqual(interleaved(theirs, given));
    expect(await interfaceIds(server, partner, { connectionId: own })).toEqual([]);
    expect(await interfaceIds(server, owner, { connectionId: 'dxcon-ffffffff' })).toEqual([]);
    expect(await interfaceIds(server, owner, { connectionId: 'dxlag-ffffffff' })).toEqual([]);
  });

  test.for([1, 2, 3, 4, 5])('page by page of %i, the same', async (size) => {
    const all = interleaved(theirs, given);
    const whole = await pages(partner, size);
    expect(whole.flat()).toEqual(all);
    expect(whole).toHaveLength(Math.ceil(all.length / size));
    expect((await pages(owner, size)).flat()).toEqual(interleaved(mine, given));
    expect((await pages(owner, size, { connectionId: lent })).flat()).toEqual(given);
  });

  test('one by its id, on its connection', async () => {
    const [id = ''] = given;
    for (const caller of [owner, partner]) {
      const { virtualInterfaces = [], nextToken } = await list(
        { virtualInterfaceId: id, maxResults: 1 },
        caller,
      );
      expect(virtualInterfaces.map(({ virtualInterfaceId }) => virtualInterfaceId)).toEqual([id]);
      expect(nextToken).toBeUndefined();
    }
    const both = async (connectionId: string) =>
      (await list({ virtualInterfaceId: id, connectionId })).virtualInterfaces?.length;
    expect(await both(lent)).toBe(1);
    expect(await both(own)).toBe(0);
  });

  test('nothing for an id that names none, or somebody else’s', async () => {
    for (const virtualInterfaceId of ['dxvif-ffffffff', theirs[0] ?? '']) {
      expect(await list({ virtualInterfaceId })).toEqual({ virtualInterfaces: [] });
    }
  });

  test('nothing in another Region', async () => {
    const there = { ...owner, region: 'eu-west-1' };
    expect(await interfaceIds(server, there)).toEqual([]);
    expect(await interfaceIds(server, there, { connectionId: own })).toEqual([]);
    const [virtualInterfaceId = ''] = mine;
    expect(await list({ virtualInterfaceId }, there)).toEqual({ virtualInterfaces: [] });
  });
});

test.for([
  [{ virtualInterfaceId: 'dxvif-1' }, 'Virtual Interface ID dxvif-1 has an invalid format.'],
  [{ virtualInterfaceId: '' }, 'Virtual Interface ID  has an invalid format.'],
  [{ virtualInterfaceId: 'dxcon-ffffffff' }, 'Virtual Interface ID dxcon-ffffffff has an invalid format.'],
  [{ connectionId: 'foobar' }, 'Connection ID foobar has an invalid format.'],
  [{ maxResults: 0 }, 'maxResults 0 is not valid: 1 to 100'],
  [{ nextToken: 'x' }, 'nextToken is not valid: use the one of the page before'],
] as const)('%o is refused', async ([input, message]) => {
  expect(await refusalOf(list(input))).toEqual(clientException(message));
});
