// AssociateVirtualInterface where connection and virtual interface have different owners, and on hosted connections.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { allocatePrivate, newSlice } from '../support/hosted.ts';
import { interfaceNow, orderPrivate, readyPort, type Shown, shown } from '../support/interfaces.ts';
import { orderLag } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let from = '';
let to = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  [from, to] = [await readyPort(server, caller), await readyPort(server, caller)];
});

const move = async (virtualInterfaceId: string, connectionId: string, as = caller): Promise<Shown> =>
  shown(await server.call('AssociateVirtualInterface', { virtualInterfaceId, connectionId }, as));
const now = (id: string, as = caller) => interfaceNow(server, as, id);

/** A private one that is up. */
async function up(parent: string, vlan: number): Promise<Shown> {
  const { virtualInterfaceId } = await orderPrivate(server, caller, parent, { vlan });
  await passSeconds(server, 1);
  return now(virtualInterfaceId);
}

describe('hosted', () => {
  test('the owner of the connection moves it to another of its own', async () => {
    const { id, owner, confirm } = await allocatePrivate(server, caller, from, 9);
    expect(await refusalOf(move(id, to))).toEqual(
      clientException(`Virtual Interface ${id} is in state confirming`),
    );
    await confirm();
    await move(id, to);
    await passSeconds(server, 1);
    expect(await now(id, owner)).toMatchObject({ connectionId: to, ownerAccount: owner.account });
    expect(await now(id)).toMatchObject({ virtualInterfaceState: 'available' });
  });

  test('its owner moves it to a connection of its own, and the other sees it no more', async () => {
    const { id, owner, confirm } = await allocatePrivate(server, caller, from, 9);
    await confirm();
    const own = await readyPort(server, owner);
    await move(id, own, owner);
    await passSeconds(server, 1);
    expect(await now(id, owner)).toMatchObject({ connectionId: own, virtualInterfaceState: 'available' });
    const { virtualInterfaces } = await server.call(
      'DescribeVirtualInterfaces',
      { virtualInterfaceId: id },
      caller,
    );
    expect(virtualInterfaces).toEqual([]);
  });

  test('what runs on a hosted connection goes to a dedicated one, and to nothing else', async () => {
    const hosted = await newSlice(server, caller, 77);
    const { virtualInterfaceId } = await up(hosted, 77);
    const { lagId } = await orderLag(server, caller);
    await server.settle();
    const stays = (what: string) =>
      clientException(
        `Virtual Interface ${virtualInterfaceId} is on a hosted connection: it cannot be associated with ${what}`,
      );
    expect(await refusalOf(move(virtualInterfaceId, lagId))).toEqual(stays('a Lag'));
    expect(await refusalOf(move(virtualInterfaceId, await newSlice(server, caller, 77)))).toEqual(
      stays('another hosted connection'),
    );
    expect(await move(virtualInterfaceId, to)).toMatchObject({ connectionId: to });
    // And back, where it is alone and has the partner's VLAN.
    await passSeconds(server, 1);
    expect(await move(virtualInterfaceId, hosted)).toMatchObject({ connectionId: hosted });
    const other = await up(to, 78);
    expect((await refusalOf(move(other.virtualInterfaceId, hosted))).message).toContain('Vlan 78');
  });
});
