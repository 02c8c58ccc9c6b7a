import type { ListedRoute } from '../../../domain/routing/listing.ts';
import type { Route } from '../../../model/types.gen.ts';
import { type SessionRoutes, sessionSince } from '../../../work/routing-world.ts';

/** A route on the wire (fidelity 1.13). One that is advertised is so at the earliest since its session is up. */
export function routeView(
  route: ListedRoute,
  sessions: readonly SessionRoutes[],
  awsLogicalDeviceId: string,
): Route {
  const up = route.direction === 'advertised' ? sessionSince(sessions, route.family) : null;
  const since = Math.max(route.installedAt ?? 0, up ?? 0);
  return {
    cidr: route.cidr,
    routeDirection: route.direction,
    addressFamily: route.family,
    asPath: route.asPath,
    communities: route.communities,
    awsLogicalDeviceId,
    ...(since === 0 ? {} : { routeInstalledAt: since / 1_000 }),
  };
}
