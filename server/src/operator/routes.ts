import type { OperatorParts } from './parts.ts';
import type { Route } from './route.ts';
import { aboutRoutes } from './routes/about.ts';
import { accountRoutes } from './routes/accounts.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { auditRoute } from './routes/audit.ts';
import { capacityRoute } from './routes/capacity.ts';
import { clockRoutes } from './routes/clock.ts';
import { cloudGatewayRoutes } from './routes/cloud-gateways.ts';
import { cloudNetworkRoutes } from './routes/cloud-networks.ts';
import { crossConnectRoutes } from './routes/cross-connects.ts';
import { declarePortsRoute } from './routes/declare-ports.ts';
import { customerAnnouncementRoutes } from './routes/customer-announcements.ts';
import { customerRouterRoutes } from './routes/customer-routers.ts';
import { deviceRoutes } from './routes/devices.ts';
import { eventsRoute } from './routes/events.ts';
import { gatewayPathsRoute } from './routes/gateway-paths.ts';
import { importInventoryRoute } from './routes/import-inventory.ts';
import { keyRoutes } from './routes/keys.ts';
import { letterRoutes } from './routes/letters.ts';
import { locationRoutes } from './routes/locations.ts';
import { orderRoutes } from './routes/orders.ts';
import { portFactRoutes } from './routes/port-facts.ts';
import { portWorldRoutes } from './routes/port-world.ts';
import { portRoutes } from './routes/ports.ts';
import { interfaceRoutesRoute } from './routes/routes-of-interface.ts';
import { sessionFactRoutes } from './routes/session-facts.ts';
import { sessionHistoryRoute } from './routes/session-history.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { verificationRoutes } from './routes/verifications.ts';
import { interfaceRoutes } from './routes/virtual-interfaces.ts';
import { wholeRoutes } from './routes/whole.ts';
import type { Streams } from './streams.ts';

/** Hands on the simulated world. */
const worldRoutes = [...portWorldRoutes, ...customerRouterRoutes, ...customerAnnouncementRoutes];

/**
 * The routes that a server has. What belongs to the lab is not there in production: no setting, role or token makes
 * a fault, moves the clock or empties the store.
 */
export function routesOf(parts: OperatorParts, streams: Streams): readonly Route[] {
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
    importInventoryRoute,
    ...interfaceRoutes,
    sessionHistoryRoute,
    interfaceRoutesRoute,
    gatewayPathsRoute,
    ...verificationRoutes,
    ...cloudGatewayRoutes,
    ...cloudNetworkRoutes,
    ...accountRoutes,
    ...keyRoutes,
    ...agreementRoutes,
    ...tokenRoutes,
    auditRoute,
    eventsRoute(streams),
    ...(parts.fabric === 'manual' ? [...portFactRoutes, ...sessionFactRoutes] : []),
    ...(lab && parts.fabric === 'simulated' ? worldRoutes : []),
    ...(lab ? [...clockRoutes, ...wholeRoutes] : []),
  ];
  const all: readonly Route[] = [...aboutRoutes(() => all), ...routes];
  return all;
}
