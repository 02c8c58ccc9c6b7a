import { describe, expect, test, vi } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();
const HIGH = { intendedResiliencyModel: 'high-resiliency' } as const;
const SOON = { timeout: 5_000, interval: 20 };

async function newGroup(caller: CallOptions, name = 'group', more: { clientToken?: string } = {}) {
  const input = { resiliencyGroupName: name, ...HIGH, ...more };
  const { resiliencyGroup } = await server.call('CreateResiliencyGroup', input, caller);
  return { id: resiliencyGroup?.resiliencyGroupId ?? '', group: resiliencyGroup };
}
const get = async (caller: CallOptions, resiliencyGroupId: string) =>
  (await server.call('GetResiliencyGroup', { resiliencyGroupId }, caller)).resiliencyGroup;
const list = (caller: CallOptions, input = {}) => server.call('ListResiliencyGroups', input, caller);
const unknown = (id: string) => clientException(`Could not find Resiliency Group with ID ${id}`);

describe.each(['json', 'cbor'] as const)('in %s', (protocol) => {
  test('a group is created, read, listed, renamed and deleted', async () => {
    const account = newAccount();
    const caller = { account, protocol };
    const { resiliencyGroup } = await server.call(
      'CreateResiliencyGroup',
      { resiliencyGroupName: 'two-sites', ...HIGH, tags: [{ key: 'a', value: '1' }] },
      caller,
    );
    const id = resiliencyGroup?.resiliencyGroupId ?? '';
    expect(id).toMatch(/^dxrg-[0-9a-z]{17}$/);
    const summary = {
      resiliencyGroupId: id,
      resiliencyGroupArn: `arn:aws:directconnect::${account}:dx-resiliency-group/${id}`,
      resiliencyGroupName: 'two-sites',
      resiliencyGroupType: 'Managed',
      ownerAccount: account,
      state: 'pending',
    };
    const tags = [{ key: 'a', value: '1' }];
    expect(resiliencyGroup).toEqual({ ...summary, tags });
    await vi.waitFor(
      async () => expect(await get(caller, id)).toEqual({ ...summary, state: 'available', tags }),
      SOON,
    );
    expect(await list(caller)).toEqual({ items: [{ ...summary, state: 'available' }] });

    const renamed = await server.call(
      'UpdateResiliencyGroup',
      { resiliencyGroupId: id.toUpperCase(), resiliencyGroupName: 'renamed' },
      caller,
    );
    const after = { ...summary, resiliencyGroupName: 'renamed', state: 'available', tags };
    expect(renamed).toEqual({ resiliencyGroup: after });
    expect(await get(caller, id.toUpperCase())).toEqual(after);

    const deleted = await server.call('DeleteResiliencyGroup', { resiliencyGroupId: id }, caller);
    expect(deleted).toEqual({ resiliencyGroup: { ...after, state: 'deleting' } });
    await vi.waitFor(async () => expect((await get(caller, id))?.state).toBe('deleted'), SOON);
    expect(await list(caller)).toEqual({ items: [] });
  });
});

test('a deleted group is gone after a day', async () => {
  const caller = { account: newAccount() };
  const { id } = await newGroup(caller);
  await server.call('DeleteResiliencyGroup', { resiliencyGroupId: id }, caller);
  await server.operator('POST', '/clock/advance', { by: '23h' });
  expect((await get(caller, id))?.state).toBe('deleted');
  await server.operator('POST', '/clock/advance', { by: '2h' });
  expect(await refusalOf(get(caller, id))).toEqual(unknown(id));
});

describe('a group', () => {
  test('of another account or Region is unknown, to every operation', async () => {
    const account = newAccount();
    const { id } = await newGroup({ account });
    const strangers = [{ account: newAccount() }, { account, region: 'eu-west-1' }];
    for (const stranger of strangers) {
      for (const call of everyCallOn(id)) expect(await refusalOf(call(stranger))).toEqual(unknown(id));
      expect(await list(stranger)).toEqual({ items: [] });
    }
    expect((await get({ account }, id))?.resiliencyGroupName).toBe('group');
  });

  test('with an id of a wrong form is refused, by every operation', async () => {
    for (const call of everyCallOn('dxrg-short')) {
      expect(await refusalOf(call({}))).toEqual(
        clientException('Resiliency Group ID dxrg-short has an invalid format.'),
      );
    }
  });

  test('that is deleted is unknown to every change', async () => {
    const caller = { account: newAccount() };
    const { id } = await newGroup(caller);
    await server.call('DeleteResiliencyGroup', { resiliencyGroupId: id }, caller);
    for (const call of everyChangeOf(id)) expect(await refusalOf(call(caller))).toEqual(unknown(id));
    const arn = `arn:aws:directconnect::${caller.account}:dx-resiliency-group/${id}`;
    const tagging = server.call('TagResource', { resourceArn: arn, tags: [{ key: 'a' }] }, caller);
    expect(await refusalOf(tagging)).toEqual(clientException(`Resource ${arn} does not exist.`));
    expect(await server.call('DescribeTags', { resourceArns: [arn] }, caller)).toEqual({
      resourceTags: [{ resourceArn: arn, tags: [] }],
    });
  });

  test('may have another’s name', async () => {
    const caller = { account: newAccount() };
    const [one, two] = [await newGroup(caller, 'same'), await newGroup(caller, 'same')];
    expect(one.id).not.toBe(two.id);
  });

  test('is one of a hundred at most', async () => {
    const caller = { account: newAccount() };
    const names = Array.from({ length: 104 }, (_, at) => `group-${at}`);
    const made = await Promise.allSettled(names.map((name) => newGroup(caller, name)));
    const refused = made.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'LimitExceededException' });

    const pages = [];
    let nextToken: string | undefined;
    do {
      const page = await list(caller, { maxResults: 30, ...(nextToken === undefined ? {} : { nextToken }) });
      pages.push(page.items ?? []);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([30, 30, 30, 10]);
    expect(new Set(pages.flat().map((one) => one.resiliencyGroupId)).size).toBe(100);
    expect((await list(caller)).items).toHaveLength(100);
    expect(await list(caller)).not.toHaveProperty('nextToken');
  });
});

describe('a client token', () => {
  test('gives the first answer again, whatever has happened since', async () => {
    const caller = { account: newAccount() };
    const first = await newGroup(caller, 'group', { clientToken: 'Token' });
    await server.call(
      'UpdateResiliencyGroup',
      { resiliencyGroupId: first.id, resiliencyGroupName: 'renamed', clientToken: 'Token' },
      caller,
    );
    expect((await newGroup(caller, 'group', { clientToken: 'Token' })).group).toEqual(first.group);
    expect((await list(caller)).items).toHaveLength(1);
    expect((await get(caller, first.id))?.resiliencyGroupName).toBe('renamed');
  });

  test('is of one operation, account and Region, and its letters’ case counts', async () => {
    const caller = { account: newAccount() };
    const ids = [
      await newGroup(caller, 'group', { clientToken: 'token' }),
      await newGroup(caller, 'group', { clientToken: 'TOKEN' }),
      await newGroup({ ...caller, region: 'eu-west-1' }, 'group', { clientToken: 'token' }),
      await newGroup({ account: newAccount() }, 'group', { clientToken: 'token' }),
      await newGroup(caller),
      await newGroup(caller),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('refuses other parameters', async () => {
    const caller = { account: newAccount() };
    const { id } = await newGroup(caller, 'group', { clientToken: 'token' });
    const reused = clientException('clientToken was already used with other parameters');
    const create = (more: object) =>
      server.call(
        'CreateResiliencyGroup',
        { resiliencyGroupName: 'group', ...HIGH, clientToken: 'token', ...more },
        caller,
      );
    expect(await refusalOf(create({ resiliencyGroupName: 'other' }))).toEqual(reused);
    expect(await refusalOf(create({ intendedResiliencyModel: 'basic-resiliency' }))).toEqual(reused);
    expect(await refusalOf(create({ tags: [{ key: 'a' }] }))).toEqual(reused);
    const rename = (resiliencyGroupName: string) =>
      server.call(
        'UpdateResiliencyGroup',
        { resiliencyGroupId: id, resiliencyGroupName, clientToken: 'token' },
        caller,
      );
    await rename('one');
    expect(await refusalOf(rename('two'))).toEqual(reused);
    expect((await get(caller, id))?.resiliencyGroupName).toBe('one');
  });

  test('is forgotten after a day', async () => {
    const caller = { account: newAccount() };
    const first = await newGroup(caller, 'group', { clientToken: 'token' });
    await server.operator('POST', '/clock/advance', { by: '23h' });
    expect((await newGroup(caller, 'group', { clientToken: 'token' })).id).toBe(first.id);
    await server.operator('POST', '/clock/advance', { by: '1h' });
    const other = await newGroup(caller, 'other', { clientToken: 'token' });
    expect(other.id).not.toBe(first.id);
    expect((await newGroup(caller, 'other', { clientToken: 'token' })).id).toBe(other.id);
  });

  test('is free again after a refusal', async () => {
    const caller = { account: newAccount() };
    const tags = [{ key: 'a' }, { key: 'a' }];
    const wrong = server.call(
      'CreateResiliencyGroup',
      { resiliencyGroupName: 'group', ...HIGH, clientToken: 'token', tags },
      caller,
    );
    expect(await refusalOf(wrong)).toMatchObject({ code: 'DuplicateTagKeysException' });
    await newGroup(caller, 'group', { clientToken: 'token' });
    expect((await list(caller)).items).toHaveLength(1);
  });

  test('of ten calls at once makes one group', async () => {
    const caller = { account: newAccount() };
    const made = await Promise.all(
      Array.from({ length: 10 }, () => newGroup(caller, 'group', { clientToken: 'token' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await list(caller)).items).toHaveLength(1);
  });
});

type Call = (caller: CallOptions) => Promise<unknown>;

function everyChangeOf(resiliencyGroupId: string): readonly Call[] {
  const connectionIdentifiers = ['dxcon-ffabcdef'];
  const batch = { resiliencyGroupId, connectionIdentifiers };
  return [
    (caller) => server.call('UpdateResiliencyGroup', { resiliencyGroupId, resiliencyGroupName: 'x' }, caller),
    (caller) => server.call('DeleteResiliencyGroup', { resiliencyGroupId }, caller),
    (caller) => server.call('AssociateConnectionsToResiliencyGroup', batch, caller),
    (caller) => server.call('DisassociateConnectionsFromResiliencyGroup', batch, caller),
  ];
}

function everyCallOn(resiliencyGroupId: string): readonly Call[] {
  return [
    ...everyChangeOf(resiliencyGroupId),
    (caller) => server.call('GetResiliencyGroup', { resiliencyGroupId }, caller),
    (caller) => server.call('ListResiliencyGroupAssociations', { resiliencyGroupId }, caller),
  ];
}
