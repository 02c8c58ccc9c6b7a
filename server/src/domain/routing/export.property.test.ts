import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, knownPrefix } from '../addressing/prefix.ts';
import { type Offer, offeredTo, offersIn } from './export.ts';
import { compareRoutes, type Route } from './route.ts';
import { anyGateway, offered } from './routing.testing.ts';
import type { GatewayWorld, OfferedInterface, Sibling } from './world.ts';

const pathOf = ({ asPath }: Route) => asPath.flatMap(({ path }) => path);
const texts = ({ routes }: Offer) => routes.map((route) => `${route.cidr} ${pathOf(route).join(' ')}`);

/** What a plain look at every route says, prefix by prefix. */
function naive(vif: OfferedInterface, { asn, associations, siblings }: GatewayWorld): readonly string[] {
  const living = associations.filter(({ state }) => state === 'associated' || state === 'updating');
  const own = living.flatMap(({ kind, allowedPrefixes, cidrs }) =>
    kind === 'transitGateway'
      ? allowedPrefixes
      : cidrs.filter((cidr) => allowedPrefixes.some((one) => contains(knownPrefix(one), knownPrefix(cidr)))),
  );
  const heard = new Map<string, readonly number[][]>();
  for (const one of siblings) {
    if (!vif.siteLink || !one.siteLink || one.id === vif.id) continue;
    for (const route of one.accepted) {
      if (own.includes(route.cidr) || route.communities.some((mark) => /^65535:6528[12]$/.test(mark)))
        continue;
      const crossed = one.deviceId === vif.deviceId ? [asn] : [asn, asn];
      const rank = [
        -route.localPreference,
        crossed.length + route.pathLength,
        route.med ?? 0,
        Number(one.id.slice(6)),
      ];
      heard.set(route.cidr, [...(heard.get(route.cidr) ?? []), [...rank, ...crossed, ...pathOf(route)]]);
    }
  }
  const paths = [...heard].map(([cidr, all]) => {
    const [first = []] = all.toSorted((a, b) => {
      const at = a.findIndex((value, index) => value !== b[index]);
      return (a[at] ?? 0) - (b[at] ?? 0);
    });
    return `${cidr} ${first.slice(4).join(' ')}`;
  });
  return [...[...new Set(own)].map((cidr) => `${cidr} ${asn}`), ...paths].toSorted();
}

describe('of any gateway', () => {
  const asOffered = ({ id, siteLink, deviceId }: Sibling) => offered({ id, siteLink, deviceId });

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

  test('nobody gets back what is its own alone, and all is in order, each prefix once', () => {
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
