import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { AllRows } from '../support/all-rows.ts';
import { parseCidr, prefixCovers } from './cidr.testing.ts';
import { type Announced, acceptedBy, leadsIntoIts } from './routes.testing.ts';
import { lives } from './world.testing.ts';

/** Where somebody looks for a way: from a Region, through a gateway, to an address as a prefix of its own. */
export interface Looked {
  readonly gatewayId: string;
  readonly region: string;
  readonly destination: string;
}

const MARKS = ['7224:7300', '7224:7200', '7224:7100'];

/** The virtual interfaces that traffic takes, computed a second time: from the words of docs/fidelity/routing.md. */
export function expectedPaths(rows: AllRows, { gatewayId, region, destination }: Looked): readonly string[] {
  const wanted = parseCidr(destination);
  const ways = rows.virtualInterfaces
    .filter(lives)
    .filter(
      (vif) =>
        vif.directConnectGatewayId === gatewayId ||
        (vif.virtualGatewayId === gatewayId && leadsIntoIts(rows, vif)),
    )
    .flatMap((vif) =>
      acceptedBy(rows, vif)
        .filter(({ cidr }) => prefixCovers(parseCidr(cidr), wanted))
        .map((route) => wayOf(vif, route, region)),
    );
  const best = ways.filter((one) => ways.every((other) => compare(one.rank, other.rank) >= 0));
  const marks = new Set(best.map(({ mark }) => mark));
  const alike = marks.size === 1 && !marks.has(undefined);
  const home = best.filter((one) => one.home);
  return (alike || home.length === 0 ? best : home).map(({ id }) => id).toSorted();
}

function wayOf(vif: VirtualInterfaceRow, { cidr, asPath, med, communities }: Announced, from: string) {
  const mark = MARKS.find((one) => communities.includes(one));
  const home = vif.region === from;
  // Between medium and low, where nobody has marked it, from elsewhere.
  const unmarked = home || vif.siteLink === 1 ? 1 : 1.5;
  const preference = mark === undefined ? unmarked : MARKS.indexOf(mark);
  const { length } = parseCidr(cidr);
  return { id: vif.id, mark, home, rank: [length, -preference, -asPath.length, -(med ?? 0)] };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
