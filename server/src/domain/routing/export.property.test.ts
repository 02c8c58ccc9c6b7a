import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, knownPrefix } from '../addressing/prefix.ts';
import { type Offer, offeredTo, offersIn } from './export.ts';
import { compareRoutes, type Route } from './route.ts';
import { anyGateway, offered } from './routing.testing.ts';
import type { GatewayWorld, OfferedInterface, Sibling } from './world.ts';

const pathOf = ({ asPath }: Route) => asPath.flatMap(({ path }) => path);
const texts = ({ routes }: Offer) => routes.map((route) => `${route.cidr} ${pathOf(route).join(' ')}`);

interface PlainRoute {
  readonly rank: readonly number[];
  /** Not to where it came from, and not where its customer keeps it. */
  readonly stays: boolean;
  readonly text: string;
}

function compareRanks({ rank: one }: PlainRoute, { rank: other }: PlainRoute): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return (one[at] ?? 0) - (other[at] ?? 0);
}

/** What a plain look at every route says, prefix by prefix. */
function naive(vif: OfferedInterface, { asn, associations, siblings }: GatewayWorld): readonly string[] {
  const living = associations.filter(({ state }) => state === 'associated' || state === 'updating');
  const own = living.flatMap(({ kind, allowedPrefixes, cidrs }) =>
    kind === 'transitGateway'
      ? allowedPrefixes
      : cidrs.filter((cidr) => allowedPrefixes.some((one) => contains(knownPrefix(one), knownPrefix(cidr)))),
  );
  const heard = new Map<string, PlainRoute[]>();
  for (const { id, siteLink, deviceId, place, accepted } of siblings) {
    if (!vif.siteLink || !siteLink) continue;
    const crossed = deviceId === vif.deviceId ? [asn] : [asn, asn];
    for (const route of accepted.filter(({ cidr }) => !own.includes(cidr))) {
      const { cidr, localPreference, pathLength, med, communities } = route;
      const away = Number(place.region !== vif.place.region);
      const rank = [-localPreference, crossed.length + pathLength, med ?? 0, away, Number(id.slice(6))];
      const stays = id === vif.id || communities.some((mark) => /^65535:6528[12]$/.test(mark));
      const text = `${cidr} ${[...crossed, ...pathOf(route)].join(' ')}`;
      heard.set(cidr, [...(heard.get(cidr) ?? []), { rank, stays, text }]);
    }
  }
  const best = [...heard.values()].flatMap((all) => all.toSorted(compareRanks).slice(0, 1));
  const paths = best.filter(({ stays }) => !stays).map(({ text }) => text);
  return [...[...new Set(own)].map((cidr) => `${cidr} ${asn}`), ...paths].toSorted();
}

describe('of any gateway', () => {
  const asOffered = ({ id, siteLink, deviceId, place }: Sibling) =>
    offered({ id, siteLink, deviceId, place });

  test('each virtual interface is offered what a plain look at every route offers it', () => {
    fc.assert(
      fc.property(anyGateway, (world) => {
        const offers = offersIn(world);
        for (const one of world.siblings)
          expect(texts(offers.to(asOffered(one))).toSorted()).toEqual(naive(asOffered(one), world));
      }),
      { numRuns: 300 },
    );
  });

  test('what of others is not offered is held back for a reason, and nothing else is', () => {
    fc.assert(
      fc.property(anyGateway, (world) => {
        const offers = offersIn(world);
        for (const one of world.siblings.filter(({ siteLink }) => siteLink)) {
          const others = world.siblings.filter(({ id, siteLink }) => siteLink && id !== one.id);
          const heard = new Set(others.flatMap(({ accepted }) => accepted.map(({ cidr }) => cidr)));
          const had = new Set(offers.to(asOffered(one)).routes.map(({ cidr }) => cidr));
          const held = offers.heldBackFrom(asOffered(one));
          expect(held.map(({ cidr }) => cidr).toSorted()).toEqual(
            [...heard].filter((cidr) => !had.has(cidr)).toSorted(),
          );
          for (const { cidr, reason, virtualInterfaceId } of held) {
            const best = world.siblings.find(({ id }) => id === virtualInterfaceId);
            expect(best?.accepted.map((route) => route.cidr)).toContain(cidr);
            expect(reason === 'ownIsBest').toBe(virtualInterfaceId === one.id);
          }
        }
      }),
    );
  });

  test('nobody gets back what is its own, and all is in order, each prefix once', () => {
    fc.assert(
      fc.property(anyGateway, (world) => {
        for (const one of world.siblings) {
          const { routes } = offeredTo(asOffered(one), world);
          const origins = routes.map(({ origin }) => origin);
          expect(origins).not.toContainEqual({ from: 'siteLink', virtualInterfaceId: one.id });
          expect(routes.toSorted(compareRoutes)).toEqual(routes);
          expect(new Set(routes.map(({ cidr }) => cidr)).size).toBe(routes.length);
          expect(routes.flatMap(({ communities }) => communities).join(' ')).not.toMatch(/\b7224:/);
        }
      }),
    );
  });

  test('without SiteLink nothing outside the allowed prefixes is offered', () => {
    fc.assert(
      fc.property(anyGateway, (world) => {
        const allowed = world.associations.flatMap(({ allowedPrefixes }) => allowedPrefixes.map(knownPrefix));
        const { routes } = offeredTo(offered(), world);
        const outside = routes.filter(({ prefix }) => !allowed.some((one) => contains(one, prefix)));
        expect(outside).toEqual([]);
      }),
    );
  });

  test('the order of its virtual interfaces does not matter', () => {
    fc.assert(
      fc.property(anyGateway, (world) => {
        const turned = { ...world, siblings: world.siblings.toReversed() };
        for (const one of world.siblings)
          expect(offeredTo(asOffered(one), turned)).toEqual(offeredTo(asOffered(one), world));
      }),
    );
  });
});
