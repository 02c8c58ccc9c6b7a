import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Quotas, quotasFor } from '../quota.ts';
import { isRefusal } from '../refusal.ts';
import { gatewayAsn, isGatewayAsn } from './asn.ts';
import { type Association, type Associable, checkAllowedPrefixes, checkAssociating } from './associate.ts';
import {
  changedPrefixes,
  prefixChange,
  requestedPrefixes,
  samePrefixes,
  standardPrefixes,
} from './prefixes.ts';

const QUOTAS = quotasFor(true, {});
const VGW: Associable = {
  id: 'vgw-1',
  kind: 'virtualPrivateGateway',
  amazonSideAsn: 64_512,
  attached: true,
  cidrs: ['10.1.0.0/16'],
  madeUp: false,
};
const TGW: Associable = {
  ...VGW,
  id: 'tgw-1',
  kind: 'transitGateway',
  amazonSideAsn: 64_600,
  attached: false,
};
const EMPTY = {
  id: 'gw',
  state: 'available',
  amazonSideAsn: 64_512,
  interfaces: [],
  associations: [],
} as const;

const associated = ({ id, kind, cidrs }: Associable, allowedPrefixes: readonly string[] = []) => ({
  associatedId: id,
  associatedType: kind,
  allowedPrefixes,
  cidrs,
});

function problem(wanted: Partial<Association>, quotas: Quotas = QUOTAS): string | undefined {
  const refusal = checkAssociating(
    { gateway: EMPTY, other: VGW, elsewhere: [], prefixes: [], ...wanted },
    quotas,
  );
  return refusal?.message;
}

describe('an association', () => {
  test.for<[why: string, wanted: Partial<Association>]>([
    ['a virtual private gateway, though its ASN is the gateway’s [FAQ]', {}],
    ['a transit gateway', { other: TGW }],
    ['a transit gateway that is elsewhere too', { other: TGW, elsewhere: ['other'] }],
    ['one whose ASN is made up', { other: { ...TGW, amazonSideAsn: 64_512, madeUp: true } }],
    [
      'one whose networks are made up',
      {
        other: { ...VGW, madeUp: true },
        gateway: { ...EMPTY, associations: [associated({ ...VGW, id: 'vgw-2' })] },
      },
    ],
    [
      'networks side by side',
      { gateway: { ...EMPTY, associations: [associated({ ...VGW, id: 'vgw-2', cidrs: ['10.2.0.0/16'] })] } },
    ],
    [
      'a public virtual interface, which no gateway has',
      { gateway: { ...EMPTY, interfaces: [{ kind: 'public' }] } },
    ],
  ])('is granted: %s', ([, wanted]) => {
    expect(problem(wanted)).toBeUndefined();
  });

  test.for<[wanted: Partial<Association>, message: string]>([
    [{ gateway: { ...EMPTY, state: 'deleting' } }, 'Direct Connect Gateway gw is in state deleting'],
    [{ elsewhere: ['gw'] }, 'vgw-1 is already associated with Direct Connect Gateway gw'],
    [
      { elsewhere: ['one'] },
      'The VirtualGateway vgw-1 is already associated with Direct Connect Gateway one',
    ],
    [{ other: { ...VGW, attached: false } }, 'The VirtualGateway vgw-1 is not attached to a VPC'],
    [
      { gateway: { ...EMPTY, associations: [associated({ ...VGW, id: 'vgw-2', cidrs: ['10.0.0.0/8'] })] } },
      'The CIDR 10.1.0.0/16 overlaps the CIDR 10.0.0.0/8 of vgw-2',
    ],
    [
      { other: { ...TGW, amazonSideAsn: 64_512 } },
      'The TransitGateway tgw-1 and Direct Connect Gateway gw have the same ASN 64512',
    ],
    [
      { other: TGW, gateway: { ...EMPTY, interfaces: [{ kind: 'private' }] } },
      'Direct Connect Gateway gw has private virtual interfaces or virtual private gateways: it cannot be associated with transit gateways',
    ],
    [
      { gateway: { ...EMPTY, associations: [associated(TGW)] } },
      'Direct Connect Gateway gw has transit virtual interfaces or transit gateways: it cannot be associated with virtual private gateways',
    ],
    [
      {
        other: TGW,
        prefixes: ['10.1.0.0/16', '2600::/32'],
        gateway: {
          ...EMPTY,
          associations: [associated({ ...TGW, id: 'tgw-2' }, ['2600:1::/48', '2600:0:1::/48'])],
        },
      },
      'The allowed route 2600::/32 overlaps the existing allowed route 2600:0:1::/48 of tgw-2',
    ],
  ])('is refused: %j', ([wanted, message]) => {
    expect(problem(wanted)).toBe(message);
  });

  test('counts 20 virtual private gateways, 6 transit gateways and 20 gateways of a transit gateway', () => {
    const many = (one: Associable, count: number) => ({
      ...EMPTY,
      associations: Array.from({ length: count }, (_, n) =>
        associated({ ...one, id: `other-${n}`, cidrs: [] }),
      ),
    });
    expect(problem({ gateway: many(VGW, 19) })).toBeUndefined();
    expect(problem({ gateway: many(VGW, 20) })).toContain('limit of 20 virtual private gateways');
    expect(problem({ gateway: many(VGW, 20) }, quotasFor(false, {}))).toBeUndefined();
    expect(problem({ other: TGW, gateway: many(TGW, 5) })).toBeUndefined();
    expect(problem({ other: TGW, gateway: many(TGW, 6) })).toContain('limit of 6 transit gateways');
    const elsewhere = Array.from({ length: 20 }, (_, n) => `gateway-${n}`);
    expect(problem({ other: TGW, elsewhere: elsewhere.slice(1) })).toBeUndefined();
    expect(problem({ other: TGW, elsewhere })).toContain('limit of 20 Direct Connect gateways');
  });

  test('compares the prefixes of a transit gateway with those of others, never with its own', () => {
    const own = associated(TGW, ['10.0.0.0/8']);
    const wanted = { ...own, prefixes: ['10.1.0.0/16'] };
    expect(checkAllowedPrefixes(wanted, [own], QUOTAS)).toBeUndefined();
    expect(checkAllowedPrefixes(wanted, [own, { ...own, associatedId: 'tgw-2' }], QUOTAS)).toBeDefined();
  });
});

describe('the AS number of a gateway', () => {
  test('is 64512 unless another is asked for', () => {
    expect(gatewayAsn(undefined)).toBe(64_512);
  });

  test('is what is asked for, or refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 4_294_967_295 }), (asn) => {
        const decided = gatewayAsn(asn);
        expect(isRefusal(decided)).toBe(!isGatewayAsn(asn));
        expect(isRefusal(decided) || decided === asn).toBe(true);
      }),
    );
  });
});

const prefix = fc.integer({ min: 0, max: 7 }).map((n) => `10.${n}.0.0/16`);
const list = fc.uniqueArray(prefix, { maxLength: 8 });

describe('allowed prefixes', () => {
  test('after a change are those that were added, and of the others those that were not removed', () => {
    fc.assert(
      fc.property(list, list, list, (present, add, remove) => {
        const after = changedPrefixes(present, { add, remove });
        expect(new Set(after).size).toBe(after.length);
        for (const one of new Set([...present, ...add, ...remove])) {
          const expected = add.includes(one) || (present.includes(one) && !remove.includes(one));
          expect(after.includes(one)).toBe(expected);
        }
        expect(samePrefixes(changedPrefixes(after, { add, remove }), after)).toBe(true);
      }),
    );
  });

  test('are the same in any order, and written in full', () => {
    expect(samePrefixes(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(samePrefixes(['a'], ['a', 'b'])).toBe(false);
    expect(samePrefixes(['a', 'b'], ['a'])).toBe(false);
    const addAllowedPrefixesToDirectConnectGateway = [{ cidr: '2600:1f26:74::/48' }, { cidr: '10.0.0.0/8' }];
    const removeAllowedPrefixesToDirectConnectGateway = [{ cidr: '0.0.0.0/0' }];
    expect(
      prefixChange({ addAllowedPrefixesToDirectConnectGateway, removeAllowedPrefixesToDirectConnectGateway }),
    ).toEqual({ add: ['2600:1f26:0074:0000:0000:0000:0000:0000/48', '10.0.0.0/8'], remove: ['0.0.0.0/0'] });
    expect(prefixChange({ removeAllowedPrefixesToDirectConnectGateway: [{}] })).toMatchObject({
      message: expect.stringContaining('removeAllowedPrefixesToDirectConnectGateway[0].cidr') as string,
    });
  });

  test('are the networks of a virtual private gateway where nothing is said, and none of a transit gateway', () => {
    expect(standardPrefixes({ ...VGW, cidrs: ['10.1.0.0/16', '2600::/56'] })).toEqual([
      '10.1.0.0/16',
      '2600:0000:0000:0000:0000:0000:0000:0000/56',
    ]);
    expect(standardPrefixes(TGW)).toEqual([]);
  });

  const NOTHING = { add: [], remove: [] };
  test.for<
    [
      gateway: Associable,
      change: { add: string[]; remove: string[] },
      existing: string[] | undefined,
      requested: string[],
    ]
  >([
    [VGW, NOTHING, undefined, ['10.1.0.0/16']],
    [VGW, NOTHING, ['10.7.0.0/16'], ['10.1.0.0/16']],
    [VGW, { add: ['10.2.0.0/16'], remove: [] }, undefined, ['10.2.0.0/16']],
    [VGW, { add: [], remove: ['10.2.0.0/16'] }, undefined, ['10.1.0.0/16']],
    [VGW, { add: ['10.2.0.0/16'], remove: ['10.7.0.0/16'] }, ['10.7.0.0/16'], ['10.2.0.0/16']],
    [TGW, NOTHING, undefined, []],
    [TGW, NOTHING, ['10.7.0.0/16'], ['10.7.0.0/16']],
    [TGW, { add: ['10.2.0.0/16'], remove: [] }, ['10.7.0.0/16'], ['10.7.0.0/16', '10.2.0.0/16']],
  ])('that a proposal asks for: $0.kind %j %j', ([gateway, change, existing, requested]) => {
    expect(requestedPrefixes(gateway, change, existing)).toEqual(requested);
  });
});
