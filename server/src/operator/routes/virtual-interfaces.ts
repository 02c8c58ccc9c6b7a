import { type VirtualInterfaceRow, virtualInterfaces } from '../../store/tables/virtual-interfaces.ts';
import { pageTogether } from '../paging.ts';
import { findInterface, interfaceParams } from '../find-interface.ts';
import { type Route, route } from '../route.ts';
import { choice, object, optional, text } from '../schema.ts';
import { accountId, deviceId, locationCode, pageMembers, pageOf, regionName } from '../views/common.ts';
import {
  INTERFACE_KINDS,
  INTERFACE_STATES,
  interfaceSchema,
  operatorInterfaceView,
  operatorInterfaceViews,
} from '../views/virtual-interface.ts';

const filters = {
  account: optional(accountId),
  region: optional(regionName),
  location: optional(locationCode),
  device: optional(deviceId),
  connection: optional(
    text({
      pattern: '^dx(con|lag)-[a-z0-9]{8,21}$',
      'x-allowed': 'the id of a connection or LAG, such as dxcon-ffabc123',
    }),
  ),
  gateway: optional(
    text({ description: 'A Direct Connect gateway or a virtual private gateway, by its id.' }),
  ),
  kind: optional(choice(INTERFACE_KINDS)),
  state: optional(choice(INTERFACE_STATES)),
};

/** Virtual interfaces of all accounts. */
export const interfaceRoutes: readonly Route[] = [
  route({
    name: 'listVirtualInterfaces',
    method: 'GET',
    path: '/virtual-interfaces',
    summary: 'Virtual interfaces of all accounts, with their sessions: all, or some',
    role: 'viewer',
    query: object({ ...filters, ...pageMembers }),
    answer: pageOf(interfaceSchema),
    handle: ({ parts, query }) => {
      const { reader } = parts.store;
      const { account, gateway, location, ...rest } = query;
      const wanted = [
        [rest.region, 'region'],
        [rest.device, 'deviceId'],
        [rest.connection, 'connectionId'],
        [rest.kind, 'kind'],
        [rest.state, 'state'],
      ] as const;
      const keep = (row: VirtualInterfaceRow) =>
        wanted.every(([value, property]) => value === undefined || row[property] === value) &&
        (location === undefined || row.location.toLowerCase() === location.toLowerCase()) &&
        (gateway === undefined || [row.directConnectGatewayId, row.virtualGatewayId].includes(gateway));
      const where = account === undefined ? {} : { account };
      return pageTogether(reader, query, { table: virtualInterfaces, where, keep }, (rows) =>
        operatorInterfaceViews(reader, rows),
      );
    },
  }),
  route({
    name: 'showVirtualInterface',
    method: 'GET',
    path: '/virtual-interfaces/:virtualInterfaceId',
    summary: 'One virtual interface, with its sessions and why they are as they are',
    role: 'viewer',
    params: interfaceParams,
    answer: interfaceSchema,
    handle: async ({ parts, params }) => {
      const { reader } = parts.store;
      return operatorInterfaceView(reader, await findInterface(reader, params.virtualInterfaceId));
    },
  }),
];
