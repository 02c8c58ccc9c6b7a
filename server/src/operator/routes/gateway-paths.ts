import { type Address, parseAddress } from '../../domain/addressing/address.ts';
import type { Candidate } from '../../domain/routing/best-paths.ts';
import { cloudGateway } from '../../store/queries/cloud-gateways.ts';
import { anyGateway } from '../../store/queries/gateways.ts';
import type { Reader } from '../../store/store.ts';
import { pathsFrom } from '../../work/paths.ts';
import { invalid, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { integer, list, nullable, object, text } from '../schema.ts';
import { regionName } from '../views/common.ts';

const params = object({
  gatewayId: text({
    pattern: '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|vgw-[0-9a-f]{8}([0-9a-f]{9})?)$',
    'x-allowed':
      'the id of a Direct Connect gateway, or of a virtual private gateway such as vgw-0123456789abcdef0',
  }),
});

const pathMembers = {
  virtualInterfaceId: text(),
  region: text({ description: 'The Region that its location belongs to.' }),
  cidr: text({ description: 'The route that leads there.' }),
  asPath: list(integer()),
  localPreference: integer(),
  med: nullable(integer()),
};
const pathSchema = object(pathMembers, { title: 'Path' });
const lostSchema = object(
  { ...pathMembers, why: text({ description: 'At which step it lost, and with what.' }) },
  { title: 'LostPath' },
);

/** Where traffic goes: the way of a packet from a Region to a customer. */
export const gatewayPathsRoute: Route = route({
  name: 'showPaths',
  method: 'GET',
  path: '/gateways/:gatewayId/paths',
  summary:
    'The virtual interfaces that traffic through a gateway takes to an address, and why not the others',
  role: 'viewer',
  params,
  query: object({
    destination: text({ maxLength: 64, examples: ['10.20.3.4', '2001:db8:20::1'] }),
    region: regionName,
  }),
  answer: object({
    chosen: list(pathSchema, { description: 'They share the load; none when nothing leads there.' }),
    lost: list(lostSchema),
  }),
  handle: async ({ parts, params: { gatewayId }, query: { destination, region } }) => {
    const { reader } = parts.store;
    await checkGateway(reader, gatewayId);
    const wanted = { gatewayId, region, destination: addressOf(destination) };
    const { chosen, lost } = await pathsFrom(reader, wanted, parts.publicNetwork);
    return {
      chosen: chosen.map((one) => pathView(one, region)),
      lost: lost.map(({ candidate, why }) => ({ ...pathView(candidate, region), why })),
    };
  },
});

function pathView({ virtualInterfaceId, place, route: taken }: Candidate, from: string) {
  return {
    virtualInterfaceId,
    region: place.region,
    cidr: taken.cidr,
    asPath: taken.asPath.flatMap(({ path }) => path),
    localPreference: place.region === from ? taken.localPreference : taken.remotePreference,
    med: taken.med,
  };
}

/** @throws Problem when there is none */
async function checkGateway(reader: Reader, id: string): Promise<void> {
  const known = await (id.startsWith('vgw-') ? cloudGateway(reader, id) : anyGateway(reader, id));
  if (known !== undefined) return;
  throw notFound(
    'gateway',
    id,
    'GET /operator/v1/virtual-interfaces names the gateways that virtual interfaces lead to (crossconnect operator virtual-interfaces list)',
  );
}

/** @throws Problem for what is no address */
function addressOf(given: string): Address {
  const address = parseAddress(given);
  if (address !== undefined) return address;
  throw invalid([
    {
      field: 'query.destination',
      detail: `${JSON.stringify(given)} is no address`,
      allowed: 'an IPv4 or IPv6 address, such as 10.20.3.4',
    },
  ]);
}
