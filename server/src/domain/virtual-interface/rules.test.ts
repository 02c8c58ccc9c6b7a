import { describe, expect, test } from 'vitest';
import { quotasFor } from '../quota.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { unconfirmedAmazonAsn } from './amazon-asn.ts';
import { checkAttaching, checkOneGateway, checkReady } from './gateway.ts';
import { checkMtu } from './mtu.ts';
import { checkHostedVlan, checkParentConnection, checkParentLag } from './parent.ts';
import { rateLimitOf, rateMbps } from './rate-limit.ts';
import { routeFiltersOf } from './route-filters.ts';
import { checkSiteLink } from './site-link.ts';
import { tagHolder } from './tags.ts';

const ID = 'dxcon-ffabcdef';
const LAG = 'dxlag-ffabcdef';
const NAME = `Connection ${ID}`;

describe('a connection', () => {
  const ready = { id: ID, kind: 'dedicated', state: 'available', lagId: null } as const;

  test('carries virtual interfaces while it is available or down, hosted or not', () => {
    for (const kind of ['dedicated', 'hosted'] as const)
      for (const state of ['available', 'down'])
        expect(checkParentConnection({ ...ready, kind, state })).toBeUndefined();
  });

  test.for(['requested', 'ordering', 'pending', 'deleting', 'rejected'])(
    'carries none while it is %s',
    (state) => {
      expect(checkParentConnection({ ...ready, state })).toEqual(
        refuse('The specified Connection ID is not available'),
      );
    },
  );

  test('carries none as an interconnect or as a member of a LAG', () => {
    expect(checkParentConnection({ ...ready, kind: 'interconnect' })).toEqual(
      refuse(`${NAME} is an interconnect and cannot have virtual interfaces`),
    );
    expect(checkParentConnection({ ...ready, lagId: LAG })).toEqual(
      refuse(`${NAME} is a member of Lag ${LAG}: use the ID of the Lag`),
    );
  });

  test('that is hosted gives its VLAN', () => {
    expect(checkHostedVlan(7, ID, null)).toBeUndefined();
    expect(checkHostedVlan(7, ID, 7)).toBeUndefined();
    expect(checkHostedVlan(8, ID, 7)).toEqual(
      refuse(`Vlan 8 is not the one of hosted connection ${ID}: use 7`),
    );
  });
});

test('a LAG of a partner carries no virtual interface', () => {
  expect(checkParentLag({ id: LAG, allowsHosted: 0 })).toBeUndefined();
  expect(checkParentLag({ id: LAG, allowsHosted: 1 })).toEqual(
    refuse(`Lag ${LAG} carries hosted connections and cannot have virtual interfaces`),
  );
});

describe('an MTU', () => {
  const place = { parent: NAME, jumboFrameCapable: true };
  const allowed = (kind: 'private' | 'public' | 'transit') =>
    [0, 576, 1499, 1500, 8500, 8501, 9000, 9001].filter(
      (mtu) => checkMtu(mtu, { ...place, kind }) === undefined,
    );

  test('is one of the type’s own', () => {
    expect(allowed('private')).toEqual([1500, 8500, 9001]);
    expect(allowed('transit')).toEqual([1500, 8500]);
    expect(allowed('public')).toEqual([1500]);
    expect(checkMtu(9001, { ...place, kind: 'transit' })).toEqual(
      refuse('MTU 9001 is not valid for a transit virtual interface. Valid values: 1500, 8500'),
    );
  });

  test('beyond 1500 needs what carries it', () => {
    const narrow = { parent: NAME, jumboFrameCapable: false, kind: 'private' } as const;
    expect(checkMtu(1500, narrow)).toBeUndefined();
    expect(checkMtu(8500, narrow)).toEqual(
      refuse(`${NAME} does not support jumbo frames: MTU 8500 is not available`),
    );
  });
});

describe('a rate limit', () => {
  const port = { name: NAME, hosted: false, mbps: 10_000 };

  test.for([
    [undefined, null],
    ['Unlimited', null],
    ['50Mbps', '50Mbps'],
    ['1.2Gbps', '1.2Gbps'],
    ['10Gbps', '10Gbps'],
  ] as const)('of %s is kept as %s', ([wanted, kept]) => {
    expect(rateLimitOf(wanted, port)).toBe(kept);
  });

  test.for(['', '75Mbps', '1000Mbps', '1.0Gbps', '1.3Gbps', '1gbps', '10G', '1.7Tbps', 'unlimited'])(
    'of %o is none of the values',
    (wanted) => {
      const refusal = rateLimitOf(wanted, port);
      expect(isRefusal(refusal) && refusal.message).toMatch(
        new RegExp(
          `^Rate limit ${wanted} is not valid. Valid values: 50Mbps, 100Mbps, .*, 1.6Tbps, Unlimited$`,
        ),
      );
    },
  );

  test('is not above the port, and not on a hosted connection', () => {
    expect(rateLimitOf('12Gbps', port)).toEqual(
      refuse(`Rate limit 12Gbps is above the bandwidth of ${NAME}`),
    );
    expect(rateLimitOf('50Mbps', { ...port, hosted: true })).toEqual(
      refuse(`${NAME} is a hosted connection: its virtual interface cannot have a rate limit`),
    );
    expect(rateLimitOf('Unlimited', { ...port, hosted: true })).toBeNull();
  });

  test('is a number of Mbit/s', () => {
    expect(['50Mbps', '1.2Gbps', '900Gbps', '1Tbps', '1.1Tbps', 'none'].map(rateMbps)).toEqual([
      50, 1_200, 900_000, 1_000_000, 1_100_000, 0,
    ]);
  });
});

describe('SiteLink', () => {
  test('needs a Direct Connect gateway, and a Region that has it', () => {
    const wish = { directConnectGatewayId: 'id', region: 'us-east-1' };
    expect(checkSiteLink(wish)).toBeUndefined();
    expect(checkSiteLink({ ...wish, directConnectGatewayId: null })?.message).toMatch(
      /^SiteLink needs a Direct/,
    );
    for (const region of ['us-gov-west-1', 'cn-north-1'])
      expect(checkSiteLink({ ...wish, region })).toEqual(refuse(`SiteLink is not available in ${region}`));
  });
});

describe('a gateway', () => {
  const quotas = quotasFor(true, {});
  const empty = { id: 'gw', interfaces: [], associated: [] };
  const attaching = { kind: 'private', prefixCountV4: 100, prefixCountV6: 100 } as const;
  const many = (count: number, kind: 'private' | 'transit' = 'private', prefixCountV4 = 100) =>
    Array.from({ length: count }, () => ({ kind, prefixCountV4, prefixCountV6: 100 }));

  test('is one of the two', () => {
    const text = refuse('Give one of virtualGatewayId and directConnectGatewayId');
    expect(checkOneGateway('a', undefined)).toBeUndefined();
    expect(checkOneGateway(undefined, 'b')).toBeUndefined();
    expect(checkOneGateway(undefined, undefined)).toEqual(text);
    expect(checkOneGateway('a', 'b')).toEqual(text);
  });

  test('takes nothing while it is being deleted', () => {
    const state = 'deleting';
    expect(checkReady({ id: 'gw', state })).toEqual(refuse(`Direct Connect Gateway gw is in state ${state}`));
  });

  test.for(['pending', 'available'])('takes one while it is %s', (state) => {
    expect(checkReady({ id: 'gw', state })).toBeUndefined();
  });

  test.for([
    ['private', { interfaces: many(1, 'transit') }],
    ['private', { associated: ['transitGateway'] }],
    ['transit', { interfaces: many(1, 'private') }],
    ['transit', { associated: ['virtualPrivateGateway'] }],
  ] as const)('takes no %s one beside %o', ([kind, on]) => {
    const refusal = checkAttaching({ ...attaching, kind }, { ...empty, ...on }, quotas);
    expect(refusal?.message).toContain(`it cannot have a ${kind} virtual interface`);
  });

  test('takes more of its own kind, up to 30', () => {
    const associated = ['virtualPrivateGateway'] as const;
    expect(checkAttaching(attaching, { ...empty, associated, interfaces: many(29) }, quotas)).toBeUndefined();
    expect(checkAttaching(attaching, { ...empty, interfaces: many(30) }, quotas)).toEqual(
      refuse('You have reached the limit of 30 virtual interfaces on a Direct Connect gateway'),
    );
    const off = quotasFor(false, {});
    expect(checkAttaching(attaching, { ...empty, interfaces: many(31) }, off)).toBeUndefined();
  });

  test('takes in 10,000 prefixes of both families', () => {
    const interfaces = many(9, 'private', 900);
    const rest = { ...attaching, prefixCountV4: 900 };
    expect(checkAttaching(rest, { ...empty, interfaces }, quotas)).toBeUndefined();
    expect(checkAttaching({ ...rest, prefixCountV6: 101 }, { ...empty, interfaces }, quotas)).toEqual(
      refuse('Direct Connect Gateway gw has 1000 of 10000 prefixes unallocated: 1001 do not fit'),
    );
  });
});

describe('prefixes of a public one', () => {
  const cidrs = (...list: readonly string[]) => list.map((cidr) => ({ cidr }));

  test('stay as they are written', () => {
    const list = [
      '210.52.109.0/24',
      '175.45.176.0/22',
      '128.0.0.0/1',
      '8.8.8.8/32',
      '2600:1f26:74::/48',
      '::/1',
    ];
    expect(routeFiltersOf(cidrs(...list))).toEqual(list);
    expect(routeFiltersOf(cidrs('2001:DB8:0:1::/64'))).toEqual(['2001:DB8:0:1::/64']);
  });

  test.for([
    '',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.0.0.0/8 ',
    '10.0.0.256/32',
    '10.0.0/24',
    '2600:1f26:74::/65',
    '2600:1f26::74::/48',
    'a.b.c.d/8',
  ])('%o is none', (cidr) => {
    expect(routeFiltersOf(cidrs('8.8.8.0/24', cidr))).toEqual(
      refuse(
        `routeFilterPrefixes[1].cidr ${cidr} is not valid: an IPv4 network of /1 to /32, or an IPv6 network of /1 to /64`,
      ),
    );
  });

  test.for([
    ['10.0.0.1/24', '10.0.0.0/24'],
    ['2600:1f26:0074::1/64', '2600:1f26:74::/64'],
  ] as const)('%o is an address in a network', ([cidr, network]) => {
    expect(routeFiltersOf(cidrs('8.8.8.0/24', cidr))).toEqual(
      refuse(`routeFilterPrefixes[1].cidr ${cidr} is not valid: the network is ${network}`),
    );
  });

  test.for([
    '10.0.0.0/8',
    '172.20.0.0/16',
    '192.168.1.1/32',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '0.0.0.0/8',
    '169.254.10.0/24',
    '224.0.0.0/4',
    '250.0.0.0/8',
    'fd00:1::/48',
    'fe80::/64',
    'ff02::/16',
    '4000::/8',
  ])('%o is registered to nobody', (cidr) => {
    expect(routeFiltersOf(cidrs('8.8.8.0/24', cidr))).toEqual(
      refuse(
        `routeFilterPrefixes[1].cidr ${cidr} is not valid: private and reserved networks are registered to nobody`,
      ),
    );
  });

  test('are for documents too, and count once', () => {
    const documents = ['203.0.113.0/24', '2001:db8:1::/48', '198.18.0.0/16', '0.0.0.0/1', '8.0.0.0/6'];
    expect(routeFiltersOf(cidrs(...documents))).toEqual(documents);
    const twice = cidrs('2600:1F26:74::/48', '8.8.8.0/24', '2600:1f26:0074::/48', '8.8.8.0/24');
    expect(routeFiltersOf(twice)).toEqual(['2600:1F26:74::/48', '8.8.8.0/24']);
  });

  test('are 1 to 1,000', () => {
    const none = refuse('routeFilterPrefixes has 0 prefixes: 1 to 1000 are allowed');
    expect(routeFiltersOf(undefined)).toEqual(none);
    expect(routeFiltersOf([])).toEqual(none);
    const many = Array.from({ length: 1_001 }, (_, index) => `9.${index >> 8}.${index & 255}.0/24`);
    expect(routeFiltersOf(cidrs(...many.slice(1)))).toHaveLength(1_000);
    expect(routeFiltersOf(cidrs(...many))).toEqual(
      refuse('routeFilterPrefixes has 1001 prefixes: 1 to 1000 are allowed'),
    );
  });
});

test('before the confirmation Amazon’s side is the Region’s', () => {
  expect(['eu-west-1', 'ap-northeast-1', 'ap-southeast-1', 'us-east-1'].map(unconfirmedAmazonAsn)).toEqual([
    9059, 10_124, 17_493, 7224,
  ]);
});

test('tags are the allocator’s until the confirmation', () => {
  const row = { account: 'owner', connectionAccount: 'allocator' };
  const holder = (state: Parameters<typeof tagHolder>[0]['state']) => tagHolder({ ...row, state });
  expect((['confirming', 'rejected'] as const).map(holder)).toEqual(['allocator', 'allocator']);
  expect((['verifying', 'pending', 'available', 'deleted'] as const).map(holder)).toEqual(
    Array.from({ length: 4 }, () => 'owner'),
  );
});
