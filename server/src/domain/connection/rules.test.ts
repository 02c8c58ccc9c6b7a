import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationsOf } from '../profile.ts';
import { refuse } from '../refusal.ts';
import { confirmOrder } from './confirm.ts';
import { checkDeletion, type Deletion } from './delete.ts';
import { checkEncryptionMode } from './encryption.ts';
import { type ConnectionState, connectionLifecycle, hostedConnectionLifecycle } from './lifecycle.ts';
import { checkMemberOrder } from './member-order.ts';

const ID = 'dxcon-ffabcdef';
const LAG = 'dxlag-ffabcdef';
const NOW = 1_700_000_000_000;
const DURATIONS = durationsOf('fast');

describe('a confirmation', () => {
  test('is for a hosted connection that is ordered, and begins its provisioning', () => {
    expect(confirmOrder({ id: ID, kind: 'hosted', state: 'ordering' }, NOW, DURATIONS)).toEqual({
      state: 'pending',
      stateSince: NOW,
      dueAt: NOW + 1_000,
    });
  });

  test.for([
    ...Object.keys(hostedConnectionLifecycle.states)
      .filter((state) => state !== 'ordering')
      .map((state) => ['hosted', state, state] as const),
    ...Object.keys(connectionLifecycle.states)
      .filter((state) => !['asked', 'rekeying', 'moving'].includes(state))
      .map((state) => ['dedicated', state, state] as const),
    // As the wire spells them.
    ['dedicated', 'asked', 'requested'] as const,
    ['dedicated', 'rekeying', 'pending'] as const,
    ['dedicated', 'moving', 'available'] as const,
  ])('of a %s connection in %s is refused', ([kind, state, told]) => {
    const refused = confirmOrder({ id: ID, kind, state: state as ConnectionState }, NOW, DURATIONS);
    expect(refused).toEqual(refuse(`ConfirmConnection failed. ${ID} is in state ${told}`));
  });
});

describe('a deletion', () => {
  const member = { id: ID, state: 'available' } as const;
  const other = { id: 'dxcon-ffbbbbbb', state: 'available' } as const;
  const alone: Deletion = { id: ID, virtualInterfaces: 0, hostedConnections: 0, lag: undefined, member };

  test.for([
    [
      { virtualInterfaces: 1, hostedConnections: 1 },
      `Connection ${ID} cannot be deleted until its Virtual Interfaces are deleted`,
    ],
    [
      { hostedConnections: 2 },
      `Interconnect ${ID} cannot be deleted until its hosted connections are deleted`,
    ],
    [
      { lag: { id: LAG, minimumLinks: 2, members: [member, other] } },
      `Lag ${LAG} would fall below its minimum of 2 operational connections`,
    ],
  ] as const)('with %o is refused', ([changes, message]) => {
    expect(checkDeletion({ ...alone, ...changes })).toEqual(refuse(message));
  });

  test('is free where nothing stands on it', () => {
    expect(checkDeletion(alone)).toBeUndefined();
    const lag = { id: LAG, minimumLinks: 1, members: [member, other] };
    expect(checkDeletion({ ...alone, lag })).toBeUndefined();
    expect(checkDeletion({ ...alone, lag: { ...lag, minimumLinks: 0, members: [member] } })).toBeUndefined();
  });
});

describe('an encryption mode', () => {
  const secure = { id: ID, lagId: null, macSec: 1, encryptionMode: 'should_encrypt' };

  test('is for a connection with MACsec that stands alone, or is the one that its LAG has', () => {
    expect(checkEncryptionMode(secure, 'must_encrypt')).toBeUndefined();
    expect(checkEncryptionMode({ ...secure, lagId: LAG }, 'should_encrypt')).toBeUndefined();
  });

  test('is refused to others', () => {
    expect(checkEncryptionMode({ ...secure, macSec: 0, encryptionMode: null }, 'no_encrypt')).toEqual(
      refuse(`Connection ${ID} is not MACsec capable`),
    );
    expect(checkEncryptionMode({ ...secure, lagId: LAG }, 'must_encrypt')).toEqual(
      refuse(`The encryption mode of Connection ${ID} is that of Lag ${LAG}: update the Lag`),
    );
  });
});

describe('an order for a LAG', () => {
  const lag = {
    id: LAG,
    bandwidth: '10Gbps',
    macSec: 0,
    allowsHosted: 0,
    members: 1,
    membersMax: 4,
    virtualInterfaces: 0,
  };
  const order = { kind: 'dedicated', macSec: false, registeredPartner: false } as const;

  test.for([
    [{ macSec: true }, {}, `Connection and lag ${LAG} should be requested MacSec at the same time`],
    [{}, { macSec: 1 }, `Connection and lag ${LAG} should be requested MacSec at the same time`],
    [{}, { members: 4 }, 'You have reached the limit of 4 connections in a LAG of 10Gbps'],
    [
      {},
      { members: 2, membersMax: 2, bandwidth: '100Gbps' },
      'You have reached the limit of 2 connections in a LAG of 100Gbps',
    ],
    [
      {},
      { allowsHosted: 1 },
      `Lag ${LAG} carries hosted connections: the new connection is not an interconnect`,
    ],
    [
      { kind: 'interconnect' },
      { virtualInterfaces: 1 },
      `Lag ${LAG} has virtual interfaces: the new interconnect cannot be associated with it`,
    ],
  ] as const)('%o for %o is refused', ([ordered, there, message]) => {
    expect(checkMemberOrder({ ...order, ...ordered }, { ...lag, ...there })).toEqual(refuse(message));
  });

  test('is taken from customers and partners, up to the quota', () => {
    expect(checkMemberOrder(order, lag)).toBeUndefined();
    expect(checkMemberOrder({ ...order, macSec: true }, { ...lag, macSec: 1, members: 3 })).toBeUndefined();
    expect(checkMemberOrder({ ...order, kind: 'interconnect' }, lag)).toBeUndefined();
    expect(
      checkMemberOrder({ ...order, registeredPartner: true }, { ...lag, allowsHosted: 1 }),
    ).toBeUndefined();
  });

  test('never lets a LAG pass its quota', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.nat({ max: 4 }), (members, membersMax) => {
        const refused = checkMemberOrder(order, { ...lag, members, membersMax }) !== undefined;
        expect(refused).toBe(members + 1 > membersMax);
      }),
    );
  });
});
