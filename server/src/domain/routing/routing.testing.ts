import fc from 'fast-check';
import type { ImportingInterface } from './import.ts';
import { acceptedOf } from './import.ts';
import type { AcceptedRoute, Announcement } from './route.ts';
import type { GatewayAssociation, GatewayWorld, OfferedInterface, Place, Sibling } from './world.ts';

export const FRANKFURT: Place = { region: 'eu-central-1', continent: 'europe' };
export const IRELAND: Place = { region: 'eu-west-1', continent: 'europe' };
export const VIRGINIA: Place = { region: 'us-east-1', continent: 'northAmerica' };

export const importing = (over: Partial<ImportingInterface> = {}): ImportingInterface => ({
  id: 'dxvif-a',
  kind: 'private',
  amazonSideAsn: 64_512,
  siteLink: false,
  prefixLimits: { ipv4: 100, ipv6: 100 },
  routeFilters: [],
  ...over,
});

export const offered = (over: Partial<OfferedInterface> = {}): OfferedInterface => ({
  id: 'dxvif-a',
  siteLink: false,
  deviceId: 'device-1',
  place: FRANKFURT,
  families: ['ipv4', 'ipv6'],
  ...over,
});

export const announced = (cidr: string, over: Partial<Announcement> = {}): Announcement => ({
  cidr,
  asPath: [65_000],
  med: null,
  communities: [],
  ...over,
});

/** What such a virtual interface accepts of both families. */
export function acceptedRoutes(
  vif: Partial<ImportingInterface>,
  announcements: readonly Announcement[],
): readonly AcceptedRoute[] {
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const limits = { ipv4: 5_000, ipv6: 5_000 };
    const result = acceptedOf(importing({ prefixLimits: limits, ...vif }), family, announcements);
    if (result.outcome !== 'accepted') throw new Error('too many');
    return result.routes;
  });
}

export const association = (over: Partial<GatewayAssociation> = {}): GatewayAssociation => ({
  gatewayId: 'vgw-1',
  kind: 'virtualPrivateGateway',
  state: 'associated',
  allowedPrefixes: [],
  cidrs: [],
  times: new Map(),
  ...over,
});

/** Few prefixes, so that they meet often. */
const cidr = fc.oneof(
  fc.tuple(fc.integer({ min: 8, max: 12 }), fc.nat(15)).map(([length, bits]) => {
    const second = (bits * 16) & (256 - 2 ** (16 - length));
    return `10.${second}.0.0/${length}`;
  }),
  fc.constantFrom(
    '0.0.0.0/0',
    '::/0',
    '2600:1f26::/32',
    '2600:1f26:1::/48',
    '2600:1f26:1:2::/64',
    '192.0.2.0/24',
  ),
);

const GATEWAY_ASN = 64_512;
const communities = fc.subarray([
  '7224:7100',
  '7224:7200',
  '7224:7300',
  '7224:9100',
  '7224:1',
  '65000:1',
  '65535:65281',
  '65535:65282',
]);

export const anyAnnouncement: fc.Arbitrary<Announcement> = fc.record({
  cidr,
  asPath: fc.array(fc.constantFrom(65_000, 65_001, 64_999, 3356, GATEWAY_ASN, 4_200_000_000), {
    minLength: 1,
    maxLength: 4,
  }),
  med: fc.constantFrom(null, 0, 10, 20),
  communities,
});

/** Two in a Region. */
const DEVICES = [
  { deviceId: 'device-1', place: FRANKFURT },
  { deviceId: 'device-2', place: FRANKFURT },
  { deviceId: 'device-3', place: IRELAND },
  { deviceId: 'device-4', place: IRELAND },
] as const;

const anySibling: fc.Arbitrary<Sibling> = fc
  .record({
    siteLink: fc.boolean(),
    at: fc.constantFrom(...DEVICES),
    announcements: fc.array(anyAnnouncement, { maxLength: 8 }),
  })
  .map(({ siteLink, at, announcements }) => ({
    id: '',
    siteLink,
    ...at,
    accepted: acceptedRoutes({ siteLink }, announcements),
  }));

const anyAssociation: fc.Arbitrary<GatewayAssociation> = fc.record({
  gatewayId: fc.constant('vgw-1'),
  kind: fc.constantFrom('virtualPrivateGateway' as const, 'transitGateway' as const),
  state: fc.constantFrom(
    'associating' as const,
    'associated' as const,
    'updating' as const,
    'disassociating' as const,
  ),
  allowedPrefixes: fc.array(cidr, { maxLength: 4 }),
  cidrs: fc.array(cidr, { maxLength: 4 }),
  times: fc.constant(new Map<string, number>()),
});

/** A gateway with some virtual interfaces and associations. Each interface has its routes accepted as its own. */
export const anyGateway: fc.Arbitrary<GatewayWorld> = fc
  .record({
    siblings: fc.array(anySibling, { maxLength: 6 }),
    associations: fc.array(anyAssociation, { maxLength: 3 }),
  })
  .map(({ siblings, associations }) => ({
    kind: 'gateway',
    asn: GATEWAY_ASN,
    associations,
    siblings: siblings.map((one, index) => ownedBy(one, `dxvif-${index}`)),
  }));

function ownedBy(sibling: Sibling, id: string): Sibling {
  const accepted = sibling.accepted.map((route) => ({
    ...route,
    origin: { from: 'customer' as const, virtualInterfaceId: id },
  }));
  return { ...sibling, id, accepted };
}
