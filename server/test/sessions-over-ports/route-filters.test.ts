// Filters of ListVirtualInterfaceRoutes, and who may look.
import { describe, expect, test } from 'vitest';
import type { ListVirtualInterfaceRoutesRequest } from '../../src/model/types.gen.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';
import { cidrsOf as cidrs, readyInterface, routesOf as routesSeen } from './sessions.testing.ts';

const server = useServer();
const operator = operatorOf(server);
const caller = () => ({ account: newAccount() });
const routesOf = (whose: CallOptions, id: string, filters?: ListVirtualInterfaceRoutesRequest['filters']) =>
  routesSeen(server, whose, id, filters);
async function announce(id: string, announcements: readonly object[]): Promise<void> {
  await operator.done('PUT', `/virtual-interfaces/${id}/customer-router/announcements`, { announcements });
  // The operator's answer waits for what follows for a while; a busy machine takes longer.
  await server.settle();
}

describe('filters', () => {
  test('all have to hold, each with one of its values', async () => {
    const me = caller();
    const { id } = await readyInterface(server, me);
    await announce(id, [
      { cidr: '10.1.0.0/16', asPath: [65_000, 64_999], communities: ['7224:7100'] },
      { cidr: '10.2.0.0/16', communities: ['7224:7300'] },
      { cidr: '10.3.0.0/16' },
    ]);
    const found = async (filters: ListVirtualInterfaceRoutesRequest['filters']) =>
      cidrs(await routesOf(me, id, filters));
    expect(await found({ asPath: [64_999] })).toEqual(['10.1.0.0/16']);
    expect(await found({ communities: ['7224:7100', '7224:7300'] })).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    expect(await found({ cidrs: ['10.3.0.0/16', '10.2.0.0/16'] })).toEqual(['10.2.0.0/16', '10.3.0.0/16']);
    expect(await found({ cidrs: ['10.0.0.0/8'] })).toEqual([]);
    expect(await found({ cidrs: ['10.1.0.0/16'], asPath: [64_998] })).toEqual([]);
    expect(await found({ addressFamily: 'ipv6' })).toEqual([]);
    expect(await found({ routeDirection: 'accepted' })).toHaveLength(3);
  });

  test('that can never hold are refused, and so is who may not look', async () => {
    const me = caller();
    const { id } = await readyInterface(server, me);
    const refusal = (input: ListVirtualInterfaceRoutesRequest, whose: CallOptions = me) =>
      refusalOf(server.call('ListVirtualInterfaceRoutes', input, whose));
    expect(await refusal({})).toMatchObject({
      message: expect.stringContaining('virtualInterfaceId') as string,
    });
    expect(await refusal({ virtualInterfaceId: id, filters: { cidrs: ['10.0.0.1/8'] } })).toEqual(
      clientException('filters.cidrs[0] 10.0.0.1/8 is not valid: the network is 10.0.0.0/8'),
    );
    expect((await refusal({ virtualInterfaceId: id, nextToken: 'x' })).message).toContain('nextToken');
    expect((await refusal({ virtualInterfaceId: id, maxResults: 0 })).message).toContain('maxResults');
    expect(await refusal({ virtualInterfaceId: id }, caller())).toEqual(
      clientException(`Virtual Interface ${id} does not exist.`),
    );
  });
});
