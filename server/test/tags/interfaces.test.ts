// Tags of virtual interfaces: whose they are.
import { expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { allocatePrivate } from '../support/hosted.ts';
import { interfaceNow, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
type Caller = { readonly account: string };

const arnOf = ({ account }: Caller, id: string) => `arn:aws:directconnect:us-east-1:${account}:dxvif/${id}`;
const tagsOf = async (own: Caller, resourceArn: string) =>
  (await server.call('DescribeTags', { resourceArns: [resourceArn] }, own)).resourceTags?.[0]?.tags;
const tag = (own: Caller, resourceArn: string, key: string) =>
  server.call('TagResource', { resourceArn, tags: [{ key, value: 'v' }] }, own);
const unknown = (arn: string) => clientException(`Resource ${arn} does not exist.`);

test('one is tagged by its owner, and shows it', async () => {
  const own = { account: newAccount() };
  const { virtualInterfaceId } = await orderPrivate(server, own, await readyPort(server, own));
  const resourceArn = arnOf(own, virtualInterfaceId);
  await tag(own, resourceArn, 'a');
  await tag(own, resourceArn, 'b');
  await server.call('UntagResource', { resourceArn, tagKeys: ['a'] }, own);
  const tags = [{ key: 'b', value: 'v' }];
  expect(await tagsOf(own, resourceArn)).toEqual(tags);
  expect(await interfaceNow(server, own, virtualInterfaceId)).toMatchObject({ tags });
  // In a lab an ARN may leave the account out: it is the caller's.
  const nameless = arnOf({ account: '' }, virtualInterfaceId);
  expect(await tagsOf(own, nameless)).toEqual(tags);
  expect(await refusalOf(tagsOf({ account: newAccount() }, nameless))).toEqual(unknown(nameless));
  await server.call('DeleteVirtualInterface', { virtualInterfaceId }, own);
  expect(await refusalOf(tag(own, resourceArn, 'c'))).toEqual(unknown(resourceArn));
});

test('an allocated one is its allocator’s to tag until it is confirmed, and its owner’s afterwards', async () => {
  const allocator = { account: newAccount() };
  const port = await readyPort(server, allocator);
  const { id, owner, confirm } = await allocatePrivate(server, allocator, port, 9);
  const [theirs, its] = [arnOf(allocator, id), arnOf(owner, id)];
  await tag(allocator, theirs, 'a');
  const tags = [{ key: 'a', value: 'v' }];
  expect(await tagsOf(allocator, theirs)).toEqual(tags);
  expect(await refusalOf(tagsOf(owner, its))).toEqual(unknown(its));
  await confirm();
  expect(await tagsOf(owner, its)).toEqual(tags);
  expect(await refusalOf(tagsOf(allocator, theirs))).toEqual(unknown(theirs));
  expect(await refusalOf(tag(allocator, its, 'b'))).toEqual(unknown(its));
});
