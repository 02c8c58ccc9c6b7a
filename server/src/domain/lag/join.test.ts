import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { memberMode } from './billing.ts';
import {
  checkJoin,
  checkOpensToHosted,
  checkPartners,
  checkSettled,
  checkVlans,
  type Joining,
} from './join.ts';

const CONNECTION: Joining = {
  id: 'dxcon-ffffffff',
  kind: 'dedicated',
  location: 'EqDC2',
  bandwidth: '10Gbps',
  deviceId: 'EqDC2-a',
  macSec: 0,
  movingUntil: null,
};
const LAG = { id: 'dxlag-gggggggg', location: 'EqDC2', bandwidth: '10Gbps', deviceId: 'EqDC2-a', macSec: 0 };
/** A LAG that is being ordered, and takes the connection's device. */
const NEW = { ...LAG, id: null, deviceId: null };

describe('a connection joins', () => {
  test.each([LAG, NEW])('a LAG of its location, speed, device and MACsec: %o', (lag) => {
    expect(checkJoin(CONNECTION, lag, 0)).toBeUndefined();
    expect(checkJoin({ ...CONNECTION, kind: 'interconnect' }, lag, 0)).toBeUndefined();
  });

  test.each([
    [
      { kind: 'hosted' },
      LAG,
      'Connection dxcon-ffffffff is a hosted connection and cannot be associated with a Lag',
    ],
    [{ movingUntil: 101 }, LAG, 'Connection dxcon-ffffffff is in a transitioning state.'],
    [{ macSec: 1 }, LAG, 'Connection dxcon-ffffffff and lag should be requested MacSec at the same time'],
    [
      {},
      { ...LAG, macSec: 1 },
      'Connection dxcon-ffffffff and lag should be requested MacSec at the same time',
    ],
    [
      { location: 'EqDC5' },
      LAG,
      'Connection dxcon-ffffffff is at location EqDC5, Lag dxlag-gggggggg at EqDC2',
    ],
    [{ location: 'EqDC5' }, NEW, 'Connection dxcon-ffffffff is at location EqDC5, the new Lag at EqDC2'],
    [
      { bandwidth: '1Gbps' },
      LAG,
      'Connection dxcon-ffffffff has bandwidth 1Gbps, Lag dxlag-gggggggg has 10Gbps',
    ],
    [{ bandwidth: '1Gbps' }, NEW, 'Connection dxcon-ffffffff has bandwidth 1Gbps, the new Lag has 10Gbps'],
    [
      { deviceId: 'EqDC2-b' },
      LAG,
      'Connection dxcon-ffffffff and Lag dxlag-gggggggg do not terminate at the same Direct Connect endpoint',
    ],
  ] as const)('not when %o', (connection, lag, text) => {
    expect(checkJoin({ ...CONNECTION, ...connection }, lag, 100)).toEqual(refuse(text));
  });

  test('again once it has arrived', () => {
    expect(checkSettled({ id: 'dxcon-ffffffff', movingUntil: 100 }, 100)).toBeUndefined();
    expect(checkSettled({ id: 'dxcon-ffffffff', movingUntil: 100 }, 99)).toBeDefined();
  });
});

describe('a partner’s LAG', () => {
  const partners = { id: LAG.id, allowsHosted: 1 };
  const customers = { id: LAG.id, allowsHosted: 0 };
  const dedicated = { id: CONNECTION.id, kind: 'dedicated' } as const;
  const interconnect = { id: CONNECTION.id, kind: 'interconnect' } as const;

  test('takes interconnects, and a registered partner’s connections', () => {
    expect(checkPartners(interconnect, partners, false)).toBeUndefined();
    expect(checkPartners(dedicated, partners, true)).toBeUndefined();
    expect(checkPartners(dedicated, customers, false)).toBeUndefined();
    expect(checkPartners(dedicated, partners, false)).toEqual(
      refuse(
        'Lag dxlag-gggggggg carries hosted connections: Connection dxcon-ffffffff is not an interconnect',
      ),
    );
  });

  test('is no LAG with virtual interfaces of its own', () => {
    expect(checkOpensToHosted(interconnect, customers, 0)).toBeUndefined();
    expect(checkOpensToHosted(dedicated, customers, 1)).toBeUndefined();
    expect(checkOpensToHosted(interconnect, partners, 1)).toBeUndefined();
    expect(checkOpensToHosted(interconnect, customers, 1)).toEqual(
      refuse(
        'Lag dxlag-gggggggg has virtual interfaces: interconnect dxcon-ffffffff cannot be associated with it',
      ),
    );
  });

  test('takes hosted connections of VLANs that it does not use yet', () => {
    expect(checkVlans([{ vlan: 1 }, { vlan: null }], [{ vlan: 2 }, { vlan: null }])).toBeUndefined();
    expect(checkVlans([{ vlan: 1 }, { vlan: 2 }], [{ vlan: 2 }])).toEqual(refuse('Vlan 2 is already in use'));
  });
});

describe('the billing mode of a member', () => {
  const lag = (billingMode: string, empty = false) => ({ id: LAG.id, billingMode, empty });
  const joining = (billingMode: string, kind: 'dedicated' | 'interconnect' = 'dedicated') => ({
    id: CONNECTION.id,
    kind,
    billingMode,
  });

  test.each([
    [lag('PayAsYouGo'), joining('PayAsYouGo'), 'PayAsYouGo'],
    // Becomes flat-rate by itself.
    [lag('FlatRateTier2'), joining('PayAsYouGo'), 'FlatRateTier2'],
    // The first member decides.
    [lag('PayAsYouGo', true), joining('FlatRateTier1'), 'FlatRateTier1'],
    [lag('FlatRateTier1', true), joining('PayAsYouGo', 'interconnect'), 'PayAsYouGo'],
  ])('in %o is, for %o, %s', (into, connection, mode) => {
    expect(memberMode(into, connection)).toBe(mode);
  });

  test('is never flat-rate for an interconnect', () => {
    expect(memberMode(lag('FlatRateTier1'), joining('PayAsYouGo', 'interconnect'))).toEqual(
      refuse('Billing mode FlatRateTier1 of Lag dxlag-gggggggg is not available for interconnects'),
    );
  });

  test('is not lost by joining', () => {
    expect(memberMode(lag('PayAsYouGo'), joining('FlatRateTier1'))).toEqual(
      refuse(
        'Billing mode FlatRateTier1 of dxcon-ffffffff differs from billing mode PayAsYouGo of dxlag-gggggggg',
      ),
    );
  });
});
