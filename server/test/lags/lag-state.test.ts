// The state of a LAG is what its members say, and they say what their ports show.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  breakPort,
  bringUp,
  connectionNow,
  lagNow,
  orderLag,
  repairPort,
  type ShownLag,
} from '../support/lags.ts';
import { useServer } from '../support/server.ts';

// Each step is made by the operator's hand, so that each state has one cause.
const server = useServer({ flags: ['--lifecycle', 'manual'] });
let caller = { account: '' };
let lag: ShownLag;

const state = async () => (await lagNow(server, caller, lag.lagId)).lagState;
const minimum = async (minimumLinks: number) =>
  (await server.call('UpdateLag', { lagId: lag.lagId, minimumLinks }, caller)).lagState;
const id = (index: number) => lag.ids[index] ?? '';
const member = async (index: number) => (await connectionNow(server, caller, id(index))).connectionState;
const up = (index: number) => bringUp(server, id(index));
const fail = (index: number, fault?: string) => breakPort(server, id(index), fault);
const repair = (index: number) => repairPort(server, id(index));

beforeEach(async () => {
  caller = { account: newAccount() };
  lag = await orderLag(server, caller, { numberOfConnections: 3 });
});

describe('a LAG that was never up', () => {
  test('is pending until its first member is up', async () => {
    expect([await member(0), await state()]).toEqual(['requested', 'pending']);
    await up(0);
    expect([await member(0), await member(1), await state()]).toEqual([
      'available',
      'requested',
      'available',
    ]);
  });

  test('is pending until as many members are up as its minimum', async () => {
    await minimum(2);
    await up(0);
    expect([await member(0), await state()]).toEqual(['available', 'pending']);
    await up(1);
    expect(await state()).toBe('available');
  });

  test('is pending while its member has light but no link', async () => {
    await fail(0, 'noLink');
    await up(0);
    expect([await member(0), await state()]).toEqual(['pending', 'pending']);
    await repair(0);
    expect([await member(0), await state()]).toEqual(['available', 'available']);
  });
});

describe('a LAG that was up', () => {
  beforeEach(async () => {
    for (const index of [0, 1, 2]) await up(index);
  });

  test.each(['cut', 'dark', 'noLink'])('loses a member to a fault (%s), and has it back', async (fault) => {
    await minimum(3);
    await fail(0, fault);
    expect([await member(0), await member(1), await state()]).toEqual(['down', 'available', 'down']);
    await repair(0);
    expect([await member(0), await state()]).toEqual(['available', 'available']);
  });

  test('is down once fewer members work than its minimum', async () => {
    await minimum(2);
    await fail(0);
    expect(await state()).toBe('available');
    await fail(1);
    expect(await state()).toBe('down');
    await repair(0);
    expect(await state()).toBe('available');
  });

  test('stays up without any member that works while its minimum is 0', async () => {
    for (const index of [0, 1, 2]) await fail(index);
    expect([await member(0), await member(1), await member(2), await state()]).toEqual([
      'down',
      'down',
      'down',
      'available',
    ]);
  });

  test('is taken down by a minimum above what works, and up by one below', async () => {
    await fail(0);
    expect(await minimum(3)).toBe('down');
    expect(await minimum(2)).toBe('available');
  });

  test('lets a member be deleted that does not work, not one that it needs', async () => {
    await fail(0);
    await minimum(2);
    const remove = (index: number) => server.call('DeleteConnection', { connectionId: id(index) }, caller);
    expect(await refusalOf(remove(1))).toEqual(
      clientException(`Lag ${lag.lagId} would fall below its minimum of 2 operational connections`),
    );
    await remove(0);
    await server.settle();
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({
      lagState: 'available',
      numberOfConnections: 2,
    });
  });

  test('counts a new member once that is up', async () => {
    const { connectionId = '' } = await server.call(
      'CreateConnection',
      { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'fourth', lagId: lag.lagId },
      caller,
    );
    await minimum(4);
    expect(await state()).toBe('down');
    await bringUp(server, connectionId);
    expect(await state()).toBe('available');
    // What was ordered with the LAG or after it comes in its order.
    expect((await lagNow(server, caller, lag.lagId)).ids).toEqual([...lag.ids, connectionId]);
  });
});
