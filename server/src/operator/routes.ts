import { openApiDocument } from './openapi.ts';
import type { OperatorParts } from './parts.ts';
import { type Route, route } from './route.ts';
import { accountRoutes } from './routes/accounts.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { capacityRoute } from './routes/capacity.ts';
import { clockRoutes } from './routes/clock.ts';
import { crossConnectRoutes } from './routes/cross-connects.ts';
import { declarePortsRoute } from './routes/declare-ports.ts';
import { deviceRoutes } from './routes/devices.ts';
import { keyRoutes } from './routes/keys.ts';
import { letterRoutes } from './routes/letters.ts';
import { locationRoutes } from './routes/locations.ts';
import { orderRoutes } from './routes/orders.ts';
import { portFactRoutes } from './routes/port-facts.ts';
import { portWorldRoutes } from './routes/port-world.ts';
import { portRoutes } from './routes/ports.ts';
import { tokenRoutes } from './routes/tokens.ts';
import type { Streams } from './streams.ts';

/**
 * The routes that a server has. What belongs to the lab is not there in production: no setting, role or token makes
 * a fault, moves the clock or empties the store.
 */
export function routesOf(parts: OperatorParts, _streams: Streams): readonly Route[] {
  const lab = parts.profile === 'lab' && parts.lab !== undefined;
  const routes = [
    ...orderRoutes,
    ...letterRoutes,
    ...crossConnectRoutes,
    ...portRoutes,
    capacityRoute,
    ...deviceRoutes,
    declarePortsRoute,
    ...locationRoutes,
    ...accountRoutes,
    ...keyRoutes,
    ...agreementRoutes,
    ...tokenRoutes,
    ...(parts.fabric === 'manual' ? portFactRoutes : []),
    ...(lab && parts.fabric === 'simulated' ? portWorldRoutes : []),
    ...(lab ? clockRoutes : []),
  ];
  return [documentRoute(() => routes), ...routes];
}

function documentRoute(routes: () => readonly Route[]): Route {
  return route({
    name: 'openApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    role: 'viewer',
    handle: async ({ parts }) => openApiDocument(parts, routes()),
  });
}
