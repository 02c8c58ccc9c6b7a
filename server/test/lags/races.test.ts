// Calls that count the same things at the same time: what one takes, the other does not find. On PostgreSQL their units
// of work run side by side.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { bringUp, lagNow, orderLag } from '../support/lags.ts';
import { newHex } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });

/** Makes the calls at once; the texts of those that were refused. */
async function refusals(calls: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const endings = await Promise.allSettled(calls);
  return endings.flatMap((ending) =>
    ending.status === 'fulfilled'
      ? []
      : [ending.reason instanceof Error ? ending.reason.message : 'no error'],
  );
}

describe('at once', () => {
  test('twelve LAGs are ordered, each at a site of its own: there are ten', async () => {
    const caller = { account: newAccount() };
    const { locations = [] } = await server.call('DescribeLocations', {}, caller);
    const sites = locations.filter(({ availablePortSpeeds }) => availablePortSpeeds?.includes('10G'));
    const orders = sites
      .slice(0, 12)
      .map(({ locationCode = '' }) => orderLag(server, caller, { location: locationCode }));
    expect(orders).toHaveLength(12);
    const full = 'You have reached the limit of 10 LAGs in us-east-1';
    expect(await refusals(orders)).toEqual([full, full]);
    expect((await server.call('DescribeLags', {}, caller)).lags).toHaveLength(10);
  });

  test('five connections join a LAG of two: two of them find a place', async () => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(server, caller, { numberOfConnections: 2 });
    const ports = [];
    for (let n = 0; n < 5; n += 1) ports.push(await orderPort(server, caller));
    const joins = ports.map(({ connectionId }) =>
      server.call('AssociateConnectionWithLag', { connectionId, lagId }, caller),
    );
    const full = 'You have reached the limit of 4 connections in a LAG of 10Gbps';
    expect(await refusals(joins)).toEqual([full, full, full]);
    expect((await lagNow(server, caller, lagId)).numberOfConnections).toBe(4);
  });

  test('four members leave a LAG that needs three: one of them may', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 4 });
    await server.call('UpdateLag', { lagId, minimumLinks: 3 }, caller);
    const calls = [
      ...ids
        .slice(0, 2)
        .map((connectionId) => server.call('DisassociateConnectionFromLag', { connectionId, lagId }, caller)),
      ...ids.slice(2).map((connectionId) => server.call('DeleteConnection', { connectionId }, caller)),
    ];
    expect(await refusals(calls)).toHaveLength(3);
    expect((await lagNow(server, caller, lagId)).numberOfConnections).toBe(3);
  });

  test('the minimum rises while members leave: it never stands above them', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 4 });
    const rise = server.call('UpdateLag', { lagId, minimumLinks: 4 }, caller);
    const leave = ids.map((connectionId) =>
      server.call('DisassociateConnectionFromLag', { connectionId, lagId }, caller),
    );
    await refusals([rise, ...leave]);
    const { minimumLinks = 0, numberOfConnections = 0 } = await lagNow(server, caller, lagId);
    expect(numberOfConnections === 0 ? 0 : minimumLinks).toBeLessThanOrEqual(numberOfConnections);
  });

  test('five keys are given to a LAG: three find a place', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { requestMACSec: true });
    await bringUp(server, ids[0] ?? '');
    // Without a member it stays up, and nothing but itself is changed by its keys.
    await server.call('DisassociateConnectionFromLag', { connectionId: ids[0] ?? '', lagId }, caller);
    const keys = Array.from({ length: 5 }, () =>
      server.call('AssociateMacSecKey', { connectionId: lagId, ckn: newHex(), cak: newHex() }, caller),
    );
    const full = `You have reached the limit of 3 MACsec keys of ${lagId}`;
    expect(await refusals(keys)).toEqual([full, full]);
    expect((await lagNow(server, caller, lagId)).macSecKeys).toHaveLength(3);
  });

  test('one key is given twice: it is there once', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { requestMACSec: true });
    await bringUp(server, ids[0] ?? '');
    const key = { connectionId: lagId, ckn: newHex(), cak: newHex() };
    const calls = [1, 2].map(() => server.call('AssociateMacSecKey', key, caller));
    expect((await refusals(calls)).map((text) => text.replace(/^.* is /, ''))).toEqual([
      `associating with ${lagId} already`,
    ]);
  });
});
