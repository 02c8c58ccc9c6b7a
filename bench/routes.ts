import { parseAddress } from '../server/src/domain/addressing/address.ts';
import { bestPaths } from '../server/src/domain/routing/best-paths.ts';
import { offersIn } from '../server/src/domain/routing/export.ts';
import { acceptedOf } from '../server/src/domain/routing/import.ts';
import type { Announcement } from '../server/src/domain/routing/route.ts';
import type { GatewayWorld, OfferedInterface, Place, Sibling } from '../server/src/domain/routing/world.ts';
import { median, ms, printTable, ratio } from './table.ts';

/** As many as a gateway carries, and as many prefixes as each may announce (fidelity 5). */
const INTERFACES = 30;
const PREFIXES = 1_000;
const DEVICES = 6;
const ROUNDS = 15;
const HERE: Place = { region: 'eu-central-1', continent: 'europe' };

/** What each virtual interface's customer announces; `own`: nobody else announces the same. */
interface Case {
  readonly title: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly cidr: (vif: number, at: number) => string;
}

const hex = (value: number) => value.toString(16);
const cases: readonly Case[] = [
  {
    title: 'IPv4, 30,000 prefixes',
    family: 'ipv4',
    cidr: (vif, at) => `10.${vif * 4 + (at >> 8)}.${at & 255}.0/24`,
  },
  {
    title: 'IPv4, the same 1,000 from all',
    family: 'ipv4',
    cidr: (_, at) => `10.${at >> 8}.${at & 255}.0/24`,
  },
  {
    title: 'IPv6, 30,000 prefixes',
    family: 'ipv6',
    cidr: (vif, at) => `2600:${hex(vif + 1)}:${hex(at + 1)}::/48`,
  },
];

/** All routes of a full gateway whose virtual interfaces all have SiteLink, against moving the same rows about. */
export function benchRoutes(): void {
  const rows = [['what', 'floor', 'accept', '÷ floor', 'offer', '÷ floor', 'one destination', '÷ floor']];
  for (const one of cases) rows.push(measure(one));
  printTable(
    `Routes of ${INTERFACES} virtual interfaces with ${PREFIXES} prefixes each, SiteLink on all`,
    rows,
  );
}

function measure({ title, family, cidr }: Case): string[] {
  const all = Array.from({ length: INTERFACES }, (_, vif) =>
    Array.from({ length: PREFIXES }, (_, at) => announcement(vif, cidr(vif, at))),
  );
  const world = worldOf(family, all);
  const destination = parseAddress(cidr(0, 7).split('/')[0] ?? '');
  if (destination === undefined) throw new Error(title);
  const candidates = world.siblings.flatMap(({ id: virtualInterfaceId, accepted }) =>
    accepted.map((route) => ({ virtualInterfaceId, place: HERE, route })),
  );
  const timed = interleaved([
    () => floor(all),
    () => worldOf(family, all),
    () => offerAll(family, world),
    () => bestPaths(destination, candidates, HERE).chosen.length,
  ]);
  const [base = 0, ...others] = timed;
  return [title, ms(base), ...others.flatMap((value) => [ms(value), ratio(value, base)])];
}

function announcement(vif: number, cidr: string): Announcement {
  return {
    cidr,
    asPath: [65_000 + vif, 65_000],
    med: vif % 3,
    communities: vif % 2 === 0 ? ['7224:7200'] : [],
  };
}

/** The least that anybody could do: each list once over and in order, and all of them together once more. */
function floor(all: readonly (readonly Announcement[])[]): number {
  const byText = (one: Announcement, other: Announcement) => (one.cidr < other.cidr ? -1 : 1);
  const copies = all.map((list) => list.map((one) => ({ ...one })).toSorted(byText));
  return copies.flat().toSorted(byText).length;
}

function worldOf(family: Case['family'], all: readonly (readonly Announcement[])[]): GatewayWorld {
  return {
    kind: 'gateway',
    asn: 64_512,
    associations: [],
    siblings: all.map((list, vif) => sibling(family, list, vif)),
  };
}

function sibling(family: Case['family'], list: readonly Announcement[], vif: number): Sibling {
  const id = `dxvif-${vif}`;
  const limits = { ipv4: PREFIXES, ipv6: PREFIXES };
  const result = acceptedOf(
    { id, kind: 'transit', amazonSideAsn: 64_512, siteLink: true, prefixLimits: limits, routeFilters: [] },
    family,
    list,
  );
  if (result.outcome !== 'accepted') throw new Error('the limit is what is announced');
  const deviceId = `device-${vif % DEVICES}`;
  return { id, siteLink: true, deviceId, place: HERE, accepted: result.routes };
}

/** What each of them is offered. */
function offerAll(family: Case['family'], world: GatewayWorld): number {
  const offers = offersIn(world);
  const asked = ({ id, deviceId }: Sibling): OfferedInterface => ({
    id,
    deviceId,
    siteLink: true,
    place: HERE,
    families: [family],
  });
  return world.siblings.reduce((sum, one) => sum + offers.to(asked(one)).routes.length, 0);
}

/** Medians, in milliseconds, of works that take turns; the first turns warm up. */
function interleaved(works: readonly (() => unknown)[]): readonly number[] {
  const times = works.map(() => [] as number[]);
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) {
      const began = performance.now();
      work();
      if (round >= 0) times[index]?.push(performance.now() - began);
    }
  }
  return times.map((all) => median(all));
}
