// Attachments of virtual interfaces to Direct Connect gateways, and the caller's virtual private gateways.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { associate, newTgw, readyGateway } from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '', region: 'us-east-1' };

beforeEach(() => {
  caller = { account: newAccount(), region: 'us-east-1' };
});

async function attachments(wish: object, as = caller) {
  const answer = await server.call('DescribeDirectConnectGatewayAttachments', wish, as);
  return answer.directConnectGatewayAttachments ?? [];
}

describe('attachments', () => {
  let gateway = '';
  let connectionId = '';
  const attach = async (vlan: number) => {
    const wish = { directConnectGatewayId: gateway, vlan };
    return (await orderPrivate(server, caller, connectionId, wish)).virtualInterfaceId;
  };

  beforeEach(async () => {
    gateway = await readyGateway(server, caller);
    connectionId = await readyPort(server, caller);
  });

  test('come and go with the virtual interface', async () => {
    const virtualInterfaceId = await attach(101);
    const attached = {
      directConnectGatewayId: gateway,
      virtualInterfaceId,
      virtualInterfaceRegion: 'us-east-1',
      virtualInterfaceOwnerAccount: caller.account,
      attachmentState: expect.stringMatching(/^attach(ing|ed)$/) as string,
      attachmentType: 'privateVirtualInterface',
    };
    const there = { ...caller, region: 'eu-west-1' };
    expect(await attachments({ virtualInterfaceId }, there)).toEqual([attached]);
    await server.operator('POST', '/clock/advance', { by: '1s' });
    await server.settle();
    expect(await attachments({ directConnectGatewayId: gateway })).toEqual([
      { ...attached, attachmentState: 'attached' },
    ]);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
    await server.settle();
    expect(await attachments({ virtualInterfaceId })).toEqual([]);
  });

  test('are listed by either filter or both, in pages', async () => {
    const ids = [await attach(101), await attach(102), await attach(103)];
    const here = { directConnectGatewayId: gateway };
    const found = await attachments(here);
    expect(found.map(({ virtualInterfaceId }) => virtualInterfaceId)).toEqual(ids);
    expect(await attachments({ ...here, virtualInterfaceId: ids[1] })).toHaveLength(1);
    const { nextToken = '' } = await server.call(
      'DescribeDirectConnectGatewayAttachments',
      { ...here, maxResults: 2 },
      caller,
    );
    expect(await attachments({ ...here, maxResults: 2, nextToken })).toMatchObject([
      { virtualInterfaceId: ids[2] },
    ]);
    const directConnectGatewayId = await readyGateway(server, caller);
    expect(await attachments({ directConnectGatewayId, virtualInterfaceId: ids[1] })).toEqual([]);
  });

  test('are their owner’s alone', async () => {
    const virtualInterfaceId = await attach(101);
    const stranger = { ...caller, account: newAccount() };
    expect(await attachments({ virtualInterfaceId }, stranger)).toEqual([]);
    expect(await attachments({ directConnectGatewayId: gateway }, stranger)).toEqual([]);
  });

  test('are asked for of something', async () => {
    expect(await refusalOf(attachments({}))).toEqual(
      clientException('Give one of directConnectGatewayId and virtualInterfaceId'),
    );
    expect(await refusalOf(attachments({ virtualInterfaceId: 'x' }))).toEqual(
      clientException('Virtual Interface ID x has an invalid format.'),
    );
  });
});

test('virtual private gateways are listed for their owner in their Region; transit gateways are not', async () => {
  const gateway = await readyGateway(server, caller);
  const [vgw, tgw] = [newVgw(), newTgw()];
  await associate(server, caller, gateway, vgw);
  await associate(server, caller, await readyGateway(server, caller), tgw);
  const list = (as: typeof caller) => server.call('DescribeVirtualGateways', {}, as);
  expect(await list(caller)).toEqual({
    virtualGateways: [{ virtualGatewayId: vgw, virtualGatewayState: 'available' }],
  });
  expect(await list({ ...caller, region: 'eu-west-1' })).toEqual({ virtualGateways: [] });
  expect(await list({ ...caller, account: newAccount() })).toEqual({ virtualGateways: [] });
});
