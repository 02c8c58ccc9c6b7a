import type { Route } from '../../src/model/types.gen.ts';
import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { AllRows } from '../support/all-rows.ts';
import { parseCidr, prefixCovers } from './cidr.testing.ts';
import { lives } from './world.testing.ts';

/** A route, computed a second time: plainly, from the rows and the words of docs/fidelity/routing.md. */
interface PlainRoute {
  readonly direction: 'accepted' | 'advertised';
  readonly cidr: string;
  readonly path: readonly number[];
  readonly communities: readonly string[];
}

export interface Announced {
  readonly cidr: string;
  readonly asPath: readonly number[];
  readonly med: number | null;
  readonly communities: readonly string[];
}

const list = (json: string) => JSON.parse(json) as readonly string[];

/** One spelling of a prefix. */
export function same(cidr: string): string {
  const { bits, value, length } = parseCidr(cidr);
  return `${bits}:${value}/${length}`;
}

/** What a virtual interface has accepted in all its sessions. */
export function acceptedBy(rows: AllRows, vif: VirtualInterfaceRow): readonly Announced[] {
  const peers = rows.bgpPeers.filter(
    ({ virtualInterfaceId, state, status }) =>
      virtualInterfaceId === vif.id && state !== 'deleting' && status === 'up',
  );
  const registered = list(vif.routeFilters).map(same);
  return peers
    .flatMap(({ id }) => {
      const rib = rows.adjRibsIn.find(({ peerId }) => peerId === id);
      return rib === undefined ? [] : (JSON.parse(rib.routes) as readonly Announced[]);
    })
    .filter(({ asPath }) => !asPath.includes(vif.amazonSideAsn))
    .filter(({ cidr }) => vif.kind !== 'public' || registered.includes(same(cidr)));
}

const SHOWN = ['7224:7100', '7224:7200', '7224:7300', '7224:9100', '7224:9200', '7224:9300'];
const SCOPES = ['7224:9100', '7224:9200', '7224:9300'];

/** The routes of a virtual interface; of a public one those that it has accepted. */
export function expectedRoutes(rows: AllRows, vif: VirtualInterfaceRow): readonly string[] {
  const accepted = acceptedBy(rows, vif).map(({ cidr, asPath, communities }) => ({
    direction: 'accepted' as const,
    cidr,
    path: asPath,
    communities: communities.filter((one) => (vif.kind === 'public' ? SCOPES : SHOWN).includes(one)),
  }));
  return [...accepted, ...(vif.kind === 'public' ? [] : advertisedTo(rows, vif))].map(inWords).toSorted();
}

const familiesUp = (rows: AllRows, vif: VirtualInterfaceRow) =>
  rows.bgpPeers
    .filter(
      ({ virtualInterfaceId, state, status }) =>
        virtualInterfaceId === vif.id && state !== 'deleting' && status === 'up',
    )
    .map(({ addressFamily }) => addressFamily);

const familyOf = (cidr: string) => (cidr.includes(':') ? 'ipv6' : 'ipv4');

/** Prefixes of which somebody may ask why they are not advertised: what lies behind, and what others with SiteLink have. */
export function prefixesAround(rows: AllRows, vif: VirtualInterfaceRow): readonly string[] {
  const up = familiesUp(rows, vif);
  const on = ({ directConnectGatewayId }: { readonly directConnectGatewayId: string | null }) =>
    directConnectGatewayId !== null && directConnectGatewayId === vif.directConnectGatewayId;
  const behind = rows.associations
    .filter(on)
    .flatMap(({ associatedId, associatedType, allowedPrefixes }) =>
      associatedType === 'transitGateway' ? list(allowedPrefixes) : cidrsBehind(rows, associatedId),
    );
  const heard = rows.virtualInterfaces
    .filter((one) => on(one) && vif.siteLink === 1 && one.siteLink === 1 && lives(one) && one.id !== vif.id)
    .flatMap((one) => acceptedBy(rows, one).map(({ cidr }) => cidr))
    .filter((cidr) => up.includes(familyOf(cidr)));
  return unique([...behind, ...heard, ...cidrsBehind(rows, vif.virtualGatewayId ?? '')]).map(same);
}

function advertisedTo(rows: AllRows, vif: VirtualInterfaceRow): readonly PlainRoute[] {
  const families = familiesUp(rows, vif);
  const networks = unique(networksBehind(rows, vif)).map((cidr) => ({
    direction: 'advertised' as const,
    cidr,
    path: [asnOf(rows, vif)],
    communities: [],
  }));
  const known = networks.map(({ cidr }) => same(cidr));
  const heard =
    vif.siteLink === 1 ? heardFrom(rows, vif).filter(({ cidr }) => !known.includes(same(cidr))) : [];
  return [...networks, ...heard].filter(({ cidr }) => families.includes(familyOf(cidr)));
}

const unique = (cidrs: readonly string[]) => [...new Map(cidrs.map((cidr) => [same(cidr), cidr])).values()];

function asnOf(rows: AllRows, vif: VirtualInterfaceRow): number {
  return (
    rows.gateways.find(({ id }) => id === vif.directConnectGatewayId)?.amazonSideAsn ?? vif.amazonSideAsn
  );
}

const cidrsBehind = (rows: AllRows, id: string) =>
  list(rows.cloudGateways.find((row) => row.id === id)?.cidrs ?? '[]');

/** Whether a virtual interface on a virtual private gateway itself has its networks: its owner may use it. */
export function leadsIntoIts(rows: AllRows, vif: VirtualInterfaceRow): boolean {
  const known = rows.cloudGateways.find(({ id }) => id === vif.virtualGatewayId);
  if (known === undefined || known.state === 'deleted' || known.region !== vif.region) return false;
  return known.account === vif.account || list(known.sharedWith).includes(vif.account);
}

/** What an association lets through now. */
export function broughtBy(
  rows: AllRows,
  { state, associatedId, associatedType, allowedPrefixes }: AllRows['associations'][number],
): readonly string[] {
  if (state !== 'associated' && state !== 'updating') return [];
  const allowed = list(allowedPrefixes);
  if (associatedType === 'transitGateway') return allowed;
  return cidrsBehind(rows, associatedId).filter((cidr) =>
    allowed.some((one) => prefixCovers(parseCidr(one), parseCidr(cidr))),
  );
}

/** The networks of the gateway itself, or those that its associations let through. */
function networksBehind(rows: AllRows, vif: VirtualInterfaceRow): readonly string[] {
  if (vif.virtualGatewayId !== null)
    return leadsIntoIts(rows, vif) ? cidrsBehind(rows, vif.virtualGatewayId) : [];
  return rows.associations
    .filter(({ directConnectGatewayId }) => directConnectGatewayId === vif.directConnectGatewayId)
    .flatMap((association) => broughtBy(rows, association));
}

/** The best that the virtual interfaces with SiteLink have, a prefix each, where it is somebody else's and goes on. */
function heardFrom(rows: AllRows, vif: VirtualInterfaceRow): readonly PlainRoute[] {
  const asn = asnOf(rows, vif);
  const all = rows.virtualInterfaces
    .filter((one) => one.siteLink === 1 && lives(one))
    .filter((one) => one.directConnectGatewayId === vif.directConnectGatewayId)
    .flatMap((one) => {
      const crossed = one.deviceId === vif.deviceId ? [asn] : [asn, asn];
      return acceptedBy(rows, one).map(({ cidr, asPath, med, communities }) => ({
        id: one.id,
        cidr,
        path: [...crossed, ...asPath],
        stays: one.id === vif.id || communities.some((mark) => /^65535:6528[12]$/.test(mark)),
        rank: [
          -preference(communities),
          crossed.length + asPath.length,
          med ?? 0,
          Number(one.region !== vif.region),
        ],
      }));
    });
  const best = [...Map.groupBy(all, ({ cidr }) => same(cidr)).values()].map(
    (group) => group.toSorted((a, b) => compare(a.rank, b.rank) || (a.id < b.id ? -1 : 1))[0],
  );
  return best.flatMap((one) =>
    one === undefined || one.stays
      ? []
      : [{ direction: 'advertised', cidr: one.cidr, path: one.path, communities: [] }],
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function preference(communities: readonly string[]): number {
  if (communities.includes('7224:7300')) return 3;
  return !communities.includes('7224:7200') && communities.includes('7224:7100') ? 1 : 2;
}

const inWords = ({ direction, cidr, path, communities }: PlainRoute) =>
  [direction, same(cidr), ...path, '|', ...communities.toSorted()].join(' ');

/** Routes as an answer shows them, in the same words; of a public one those that it has accepted. */
export function shownRoutes(routes: readonly Route[], kind: VirtualInterfaceRow['kind']): readonly string[] {
  return routes
    .filter(({ routeDirection }) => kind !== 'public' || routeDirection === 'accepted')
    .map(({ routeDirection = 'accepted', cidr = '', asPath = [], communities = [] }) =>
      inWords({
        direction: routeDirection,
        cidr,
        path: asPath.flatMap(({ path = [] }) => path),
        communities,
      }),
    )
    .toSorted();
}
