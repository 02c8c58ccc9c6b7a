import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTED_BANDWIDTHS, mbpsOf } from '../bandwidth.ts';
import { refuse } from '../refusal.ts';
import { checkParentConnection, checkParentLag, notAParent } from './parent.ts';
import { checkPartner, isRegisteredPartner, partnerNameOf, standingOf } from './partner.ts';
import { type Carrier, checkMove, checkRoom, freeMbps, type Slice } from './room.ts';
import { checkSlice } from './slice.ts';

const ID = 'dxcon-ffabcdef';
const LAG = 'dxlag-ffabcdef';

describe('the partner programme', () => {
  test.for([
    [undefined, 'lab', 'undeclared'],
    [null, 'lab', 'undeclared'],
    [undefined, 'production', 'nonPartner'],
    [null, 'production', 'nonPartner'],
    ['nonPartner', 'lab', 'nonPartner'],
    ['v1', 'lab', 'v1'],
    ['v2', 'production', 'v2'],
  ] as const)('an account declared %s in the %s is %s', ([declared, profile, standing]) => {
    expect(standingOf(declared, profile)).toBe(standing);
  });

  test('only a declared partner orders as one', () => {
    expect((['nonPartner', 'v1', 'v2', 'undeclared'] as const).filter(isRegisteredPartner)).toEqual([
      'v1',
      'v2',
    ]);
  });

  test('what is for partners is refused to others with the service’s own text', () => {
    expect(checkPartner('nonPartner', '153891904029', 'us-west-1')).toEqual(
      refuse('Account 153891904029 is not an authorized Direct Connect partner in us-west-1.'),
    );
    for (const standing of ['v1', 'v2', 'undeclared'] as const) {
      expect(checkPartner(standing, '153891904029', 'us-west-1')).toBeUndefined();
    }
  });

  test('a partner’s name tells company and place', () => {
    expect(partnerNameOf('Equinix', 'EqSV5')).toBe('Equinix:EqSV5');
  });
});

describe('a slice', () => {
  const order = {
    bandwidth: '500Mbps',
    account: '111122223333',
    standing: 'v2',
    location: 'EQMU1',
    speeds: ['10G', '1G'],
  } as const;

  test.for([
    ...['75Mbps', '600Mbps', '100Gbps', '0Mbps', '1gbps', 'fast'].map(
      (bandwidth) =>
        [
          { bandwidth },
          `Bandwidth ${bandwidth} is not valid. Valid values: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps, 1Gbps, 2Gbps, 5Gbps, 10Gbps, 25Gbps`,
        ] as const,
    ),
    ...['1Gbps', '2Gbps', '5Gbps', '10Gbps', '25Gbps'].map(
      (bandwidth) =>
        [
          { bandwidth, standing: 'v1', speeds: ['100G'] },
          `Account 111122223333 is not authorized to allocate hosted connections of ${bandwidth}. Available: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps`,
        ] as const,
    ),
    [
      { bandwidth: '25Gbps' },
      'Bandwidth 25Gbps is not available at location EQMU1, which has no 100G ports',
    ] as const,
  ])('%o is refused', ([changes, message]) => {
    expect(checkSlice({ ...order, ...changes })).toEqual(refuse(message));
  });

  test('is sold below 1 Gbit/s by every partner, from there on by type v2 and undeclared accounts', () => {
    const sold = (standing: 'v1' | 'v2' | 'undeclared', speeds: readonly string[]) =>
      HOSTED_BANDWIDTHS.filter(
        (bandwidth) => checkSlice({ ...order, standing, bandwidth, speeds }) === undefined,
      );
    expect(sold('v1', ['100G'])).toEqual(HOSTED_BANDWIDTHS.slice(0, 6));
    expect(sold('v2', ['10G'])).toEqual(HOSTED_BANDWIDTHS.slice(0, -1));
    expect(sold('v2', ['100G'])).toEqual(HOSTED_BANDWIDTHS);
    expect(sold('undeclared', ['100G'])).toEqual(HOSTED_BANDWIDTHS);
  });
});

describe('room', () => {
  const interconnect: Carrier = {
    name: `Interconnect ${ID}`,
    ports: ['1Gbps'],
    carried: [{ vlan: 101, bandwidth: '500Mbps' }],
  };

  test.for([
    [{ vlan: 101, bandwidth: '50Mbps' }, interconnect, 'Vlan 101 is already in use'],
    [
      { vlan: 102, bandwidth: '1Gbps' },
      interconnect,
      `Interconnect ${ID} has 500Mbps of 1Gbps left: 1Gbps does not fit`,
    ],
    [
      { vlan: 102, bandwidth: '50Mbps' },
      { name: `Lag ${LAG}`, ports: [], carried: [] },
      `Lag ${LAG} has 0Mbps of 0Mbps left: 50Mbps does not fit`,
    ],
    [
      { vlan: 102, bandwidth: '50Mbps' },
      { ...interconnect, name: `Lag ${LAG}`, ports: [] },
      `Lag ${LAG} has 0Mbps of 0Mbps left: 50Mbps does not fit`,
    ],
  ] as const)('%o on %o is refused', ([slice, carrier, message]) => {
    expect(checkRoom(slice, carrier)).toEqual(refuse(message));
  });

  test('is there up to the last Mbit/s, of all ports together', () => {
    expect(checkRoom({ vlan: 102, bandwidth: '500Mbps' }, interconnect)).toBeUndefined();
    const lag = { ...interconnect, ports: ['1Gbps', '1Gbps'] };
    expect(checkRoom({ vlan: 102, bandwidth: '1Gbps' }, lag)).toBeUndefined();
    expect(freeMbps(lag)).toBe(1_500);
  });

  test('is never promised twice, and no VLAN is given twice, whatever is asked', () => {
    const slice = fc.record({
      vlan: fc.integer({ min: 1, max: 40 }),
      bandwidth: fc.constantFrom(...HOSTED_BANDWIDTHS),
    });
    const ports = fc.array(fc.constantFrom('1Gbps', '10Gbps', '100Gbps'), { maxLength: 4 });
    fc.assert(
      fc.property(ports, fc.array(slice, { maxLength: 60 }), (given, asked) => {
        let carried: readonly Slice[] = [];
        for (const one of asked) {
          const carrier = { name: 'Lag', ports: given, carried };
          if (checkRoom(one, carrier) === undefined) carried = [...carried, one];
        }
        const total = (list: readonly string[]) =>
          list.reduce((sum, bandwidth) => sum + (mbpsOf(bandwidth) ?? 0), 0);
        expect(total(carried.map(({ bandwidth }) => bandwidth))).toBeLessThanOrEqual(total(given));
        expect(new Set(carried.map(({ vlan }) => vlan)).size).toBe(carried.length);
      }),
    );
  });

  test('on another parent is asked of the same place', () => {
    const to = { ...interconnect, location: 'EqDC2' };
    const moving = { id: 'dxcon-ffmoving', vlan: 7, bandwidth: '50Mbps' };
    expect(checkMove({ ...moving, location: 'EqDC2' }, to)).toBeUndefined();
    expect(checkMove({ ...moving, vlan: 101, location: 'EqDC2' }, to)).toEqual(
      refuse('Vlan 101 is already in use'),
    );
    expect(checkMove({ ...moving, location: 'EqDA2' }, to)).toEqual(
      refuse(`Connection dxcon-ffmoving is at location EqDA2, Interconnect ${ID} at EqDC2`),
    );
  });
});

describe('a parent', () => {
  test('is an interconnect that stands alone, or a LAG that allows hosted connections', () => {
    expect(checkParentConnection({ id: ID, kind: 'interconnect', lagId: null })).toBeUndefined();
    expect(checkParentConnection({ id: ID, kind: 'dedicated', lagId: null })).toEqual(
      refuse(`Connection ${ID} is a dedicated connection, not an interconnect`),
    );
    expect(checkParentConnection({ id: ID, kind: 'hosted', lagId: null })).toEqual(
      refuse(`Connection ${ID} is a hosted connection, not an interconnect`),
    );
    expect(checkParentConnection({ id: ID, kind: 'interconnect', lagId: LAG })).toEqual(
      refuse(`Interconnect ${ID} is a member of Lag ${LAG}: use the ID of the Lag`),
    );
    expect(checkParentLag({ id: LAG, allowsHosted: 1 })).toBeUndefined();
    expect(checkParentLag({ id: LAG, allowsHosted: 0 })).toEqual(
      refuse(`Lag ${LAG} does not allow hosted connections`),
    );
  });

  test('that is none has the service’s own text', () => {
    expect(notAParent('737034565428', 'dxcon-fg5pmr7l')).toEqual(
      refuse("737034565428 DescribeHostedConnections failed for connection dxcon-fg5pmr7l doesn't exist."),
    );
  });
});
