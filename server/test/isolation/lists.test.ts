// Lists, pages and client tokens: nothing of another account or Region is in them.
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { type QuickCaller, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { LISTS } from '../support/snapshot.ts';
import { leavesOf } from '../support/valid-inputs.ts';

/** Gateways are global [M]: every Region lists all of them. */
const REGIONAL = LISTS.filter((name) => !name.startsWith('DescribeDirectConnectGateway'));
type ListName = (typeof LISTS)[number];
const PAGED = LISTS.filter((name) => leavesOf(name).some(({ path }) => path === 'nextToken'));

describe('lists', () => {
  const server = useServer();
  const account = newAccount();
  const newcomer = newAccount();
  let mine: Holdings;
  let theirs: Holdings;
  let elsewhere: Holdings;

  beforeAll(async () => {
    mine = await newHoldings(server, { account });
    theirs = await newHoldings(server);
    elsewhere = await newHoldings(server, { account, region: 'eu-central-1' });
  });

  /** What in an answer tells of these holdings. */
  const tracesOf = ({ account: owner, mark, things }: Holdings, text: string, owners = [owner]) =>
    [...owners, mark, ...Object.values(things)].filter((trace) => text.includes(trace));

  const list = async (caller: QuickCaller, name: (typeof LISTS)[number], input: object = {}) => {
    const answer = await quickCall(server.endpoint, caller, name, input);
    if (answer.status !== 200) throw new Error(`${name}: ${answer.text}`);
    return answer;
  };

  test('there are lists, and they show what is one’s own', async () => {
    expect(PAGED).toContain('DescribeConnections');
    const texts = await Promise.all(PAGED.map(async (name) => (await list(mine, name)).text));
    const { connection, secure, lag, interconnect, offered, group, member, gateway, proposal } = mine.things;
    for (const id of [connection, secure, lag, interconnect, offered, group, member, gateway, proposal]) {
      expect(texts.join()).toContain(id);
    }
  });

  test.each(LISTS)('%s shows nothing of another account', async (name) => {
    for (const caller of [mine, { account: newcomer, region: 'us-east-1' }]) {
      expect(tracesOf(theirs, (await list(caller, name)).text)).toEqual([]);
    }
  });

  test.each(REGIONAL)('%s shows nothing of another Region', async (name) => {
    expect(tracesOf(elsewhere, (await list(mine, name)).text, [])).toEqual([]);
    const there = { account, region: 'eu-west-1' };
    expect(tracesOf(elsewhere, (await list(there, name)).text, [])).toEqual([]);
  });

  /** The token of an account's second page of one; undefined where all is on the first. */
  const tokenOf = async (caller: QuickCaller, name: ListName, of: object = {}) =>
    (await list(caller, name, { ...of, maxResults: 1 })).body?.['nextToken'] as string | undefined;

  const STRANGE = [
    400,
    {
      __type: expect.stringMatching(/DirectConnectClientException$/) as string,
      message: 'nextToken is not valid: use the one of the page before',
    },
  ];
  const answerTo = async (name: ListName, nextToken: string | undefined, of: object = {}) => {
    const { status, body } = await quickCall(server.endpoint, mine, name, { ...of, nextToken });
    return [status, body];
  };

  test.each(PAGED)('%s takes its own token, and none of another account, Region or list', async (name) => {
    const strange = [await tokenOf(theirs, name)];
    if (REGIONAL.includes(name)) strange.push(await tokenOf(elsewhere, name));
    for (const other of PAGED.filter((one) => one !== name)) strange.push(await tokenOf(mine, other));
    const tokens = strange.filter((token) => token !== undefined);
    expect(tokens.length).toBeGreaterThan(2);
    for (const token of tokens) expect(await answerTo(name, token)).toEqual(STRANGE);
    const nextToken = await tokenOf(mine, name);
    if (nextToken !== undefined) await list(mine, name, { nextToken });
  });

  test.each([
    ['DescribeHostedConnections', 'connectionId', 'interconnect'],
    ['ListResiliencyGroupAssociations', 'resiliencyGroupId', 'group'],
    ['DescribeDirectConnectGatewayAssociations', 'directConnectGatewayId', 'gateway'],
    ['DescribeDirectConnectGatewayAttachments', 'directConnectGatewayId', 'gateway'],
    ['ListVirtualInterfaceRoutes', 'virtualInterfaceId', 'interface'],
  ] as const)('%s takes no token of another list either', async (name, member, thing) => {
    const of = { [member]: mine.things[thing] };
    await list(mine, name, of);
    const tokens = await Promise.all(PAGED.map((other) => tokenOf(mine, other)));
    const answers = await Promise.all(
      tokens.filter((token) => token !== undefined).map((token) => answerTo(name, token, of)),
    );
    expect(answers.length).toBeGreaterThan(2);
    for (const answer of answers) expect(answer).toEqual(STRANGE);
  });

  test('a token of a global list is good in every Region', async () => {
    const name = 'DescribeDirectConnectGateways';
    const nextToken = await tokenOf(mine, name);
    const here = await list(mine, name, { nextToken });
    const there = await list({ account, region: 'eu-west-1' }, name, { nextToken });
    expect([nextToken === undefined, there.body]).toEqual([false, here.body]);
  });

  test('a client token is one’s own: the same of others answers nothing of theirs', async () => {
    const wish = {
      resiliencyGroupName: 'mine',
      intendedResiliencyModel: 'basic-resiliency',
      clientToken: 'shared',
    };
    const first = await quickCall(server.endpoint, theirs, 'CreateResiliencyGroup', {
      ...wish,
      resiliencyGroupName: 'theirs',
    });
    const second = await quickCall(server.endpoint, mine, 'CreateResiliencyGroup', wish);
    const third = await quickCall(server.endpoint, elsewhere, 'CreateResiliencyGroup', wish);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(second.body).toMatchObject({
      resiliencyGroup: { ownerAccount: account, resiliencyGroupName: 'mine' },
    });
    expect(new Set([first.text, second.text, third.text]).size).toBe(3);
  });

  test('the parties of a hosted connection or virtual interface see it, and nothing else of each other', async () => {
    const customer = { account: mine.customer, region: mine.region };
    const { hosted, lent, ...own } = mine.things;
    const seen = (await Promise.all(LISTS.map(async (name) => (await list(customer, name)).text))).join();
    for (const id of [hosted, lent]) expect(seen).toContain(id);
    const others = Object.values(own).filter((id) => seen.includes(id));
    expect(others).toEqual([]);
    const partnerSees = await list(mine, 'DescribeConnections');
    expect(partnerSees.text).not.toContain(hosted);
  });
});
