import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listed, type ListedRoute, selectRoutes } from '../../../domain/routing/listing.ts';
import { networkIn, type Route } from '../../../domain/routing/route.ts';
import type { Look } from '../../../store/look.ts';
import { tokenOf } from '../../support/paging.ts';
import { cutRoutes, routesPage } from './routes-page.ts';

const LOOK = { account: '123456789012', region: 'us-east-1' } as Look;
const { list } = routesPage({}, LOOK);

function route(cidr: string): Route {
  const network = networkIn(cidr);
  if (network === undefined) throw new Error(cidr);
  return {
    family: network.prefix.family,
    ...network,
    asPath: [],
    communities: [],
    med: null,
    origin: { from: 'public' },
    installedAt: null,
  };
}

const cidr = fc.oneof(
  fc.nat(255).map((byte) => `10.${byte}.0.0/16`),
  fc.nat(255).map((byte) => `2001:db8:${byte.toString(16)}::/48`),
);
const lists = fc
  .tuple(fc.uniqueArray(cidr), fc.uniqueArray(cidr))
  .map(([accepted, advertised]) =>
    selectRoutes(
      [...listed('accepted', accepted.map(route)), ...listed('advertised', advertised.map(route))],
      () => true,
    ),
  );

function pagesOf(all: readonly ListedRoute[], maxResults: number): readonly (readonly ListedRoute[])[] {
  const pages: (readonly ListedRoute[])[] = [];
  let nextToken: string | undefined;
  do {
    const page = routesPage({ maxResults, ...(nextToken === undefined ? {} : { nextToken }) }, LOOK);
    const { routes, next } = cutRoutes(all, page);
    pages.push(routes);
    nextToken = next.nextToken;
  } while (nextToken !== undefined);
  return pages;
}

test('pages are the whole list, each full but the last', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 7 }), (all, size) => {
      const pages = pagesOf(all, size);
      expect(pages.flat()).toEqual(all);
      expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
    }),
  );
});

test('a route that goes between two pages leaves none out and repeats none', () => {
  fc.assert(
    fc.property(lists, fc.nat(), (all, chance) => {
      const first = cutRoutes(all, routesPage({ maxResults: 3 }, LOOK));
      const gone = all[chance % Math.max(1, all.length)];
      const rest = all.filter((one) => one !== gone);
      const { nextToken } = first.next;
      const second =
        nextToken === undefined
          ? []
          : cutRoutes(rest, routesPage({ maxResults: 100, nextToken }, LOOK)).routes;
      expect(second).toEqual(rest.filter((one) => !first.routes.includes(one)));
    }),
  );
});

test.each([
  'x',
  Buffer.from('accepted 10.0.0.0/8').toString('base64url'),
  tokenOf('another', 'accepted 10.0.0.0/8'),
  tokenOf(list, 'sideways 10.0.0.0/8'),
  tokenOf(list, 'accepted ten'),
])('the token %j is none', (nextToken) => {
  expect(() => routesPage({ nextToken }, LOOK)).toThrow('nextToken is not valid');
});
