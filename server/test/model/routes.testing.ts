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

interface Announced {
  readonly cidr: string;
  readonly asPath: readonly number[];
  readonly med: number | null;
  readonly communities: readonly string[];
}

const list = (json: string) => JSON.parse(json) as readonly string[];

/** One spelling of a prefix. */
function same(cidr: string): string {
  const { bits, value, length } = parseCidr(cidr);
  return `${bits}:${value}/${length}`;
}

/** What a virtual interface has accepted in all its sessions. */
function acceptedBy(rows: AllRows, vif: VirtualInterfaceRow): readonly Announced[] {
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

function advertisedTo(rows: AllRows, vif: VirtualInterfaceRow): readonly PlainRoute[] {
  const families = rows.bgpPeers
    .filter(
      ({ virtualInterfaceId, state, status }) =>
        virtualInterfaceId === vif.id && state !== 'deleting' && status === 'up',
    )
    .map(({ addressFamily }) => addressFamily);
  const networks = unique(networksBehind(rows, vif)).map((cidr) => ({
    direction: 'advertised' as const,
    cidr,
    path: [asnOf(rows, vif)],
    communities: [],
  }));
  const known = networks.map(({ cidr }) => same(cidr));
  const heard =
    vif.siteLink === 1 ? heardFrom(rows, vif).filter(({ cidr }) => !known.includes(same(cidr))) : [];
  return [...networks, ...heard].filter(({ cidr }) =>
    families.includes(cidr.includes(':') ? 'ipv6' : 'ipv4'),
  );
}

const unique = (cidrs: readonly string[]) => [...new Map(cidrs.map((cidr) => [same(cidr), cidr])).values()];

function asnOf(rows: AllRows, vif: VirtualInterfaceRow): number {
  return (
    rows.gateways.find(({ id }) => id === vif.directConnectGatewayId)?.amazonSideAsn ?? vif.amazonSideAsn
  );
}

/** The networks of the gateway itself, or those that its associations let through. */
function networksBehind(rows: AllRows, vif: VirtualInterfaceRow): readonly string[] {
  const cidrsOf = (id: string | null) => list(rows.cloudGateways.find((row) => row.id === id)?.cidrs ?? '[]');
  if (vif.virtualGatewayId !== null) return cidrsOf(vif.virtualGatewayId);
  return rows.associations
    .filter(({ directConnectGatewayId }) => directConnectGatewayId === vif.directConnectGatewayId)
    .filter(({ state }) => state === 'associated' || state === 'updating')
    .flatMap(({ associatedId, associatedType, allowedPrefixes }) => {
      const allowed = list(allowedPrefixes);
      if (associatedType === 'transitGateway') return allowed;
      return cidrsOf(associatedId).filter((cidr) =>
        allowed.some((one) => prefixCovers(parseCidr(one), parseCidr(cidr))),
      );
    });
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
