import { textsIn } from '../../domain/texts-in.ts';
import { formatPrefix, parsePrefix } from '../../domain/addressing/prefix.ts';
import { attachNetwork, detachNetwork, type Network } from '../../domain/cloud-gateway/networks.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { CloudGatewayRow } from '../../store/tables/cloud-gateways.ts';
import { changeCloudGateway, storedNetworks } from '../../work/cloud-gateways.ts';
import { checkComingNetworks } from '../../work/cloud-gateway-uses.ts';
import type { Call } from '../call.ts';
import { conflict, invalid } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { object } from '../schema.ts';
import {
  cidrList,
  cloudGatewaySchema,
  cloudGatewayView,
  gatewayId,
  networkId,
} from '../views/cloud-gateway.ts';
import { accountId } from '../views/common.ts';
import { changeLiving } from './cloud-gateways.ts';

const networkParams = object({ gatewayId, networkId });
const shareParams = object({ gatewayId, account: accountId });

/** What is behind virtual private and transit gateways, and who may use them. */
export const cloudNetworkRoutes: readonly Route[] = [
  route({
    name: 'attachNetwork',
    method: 'PUT',
    path: '/cloud-gateways/:gatewayId/networks/:networkId',
    summary: 'Attaches a network with its prefixes, or changes the prefixes of one that is attached',
    role: 'operator',
    params: networkParams,
    body: object({ cidrs: cidrList }),
    answer: cloudGatewaySchema,
    handle: async (call) => {
      const wanted = { networkId: call.params.networkId, cidrs: prefixesOf(call.body.cidrs) };
      // What a lab made up gives way to what is declared.
      return changeNetworks(call, ({ kind, source }, networks) =>
        attachNetwork(kind, source === 'assumed' ? [] : networks, wanted),
      );
    },
  }),
  route({
    name: 'detachNetwork',
    method: 'DELETE',
    path: '/cloud-gateways/:gatewayId/networks/:networkId',
    summary: 'Detaches a network; a virtual private gateway leaves its Direct Connect gateway then',
    role: 'operator',
    params: networkParams,
    answer: cloudGatewaySchema,
    handle: (call) => changeNetworks(call, (_, networks) => detachNetwork(networks, call.params.networkId)),
  }),
  route({
    name: 'shareCloudGateway',
    method: 'PUT',
    path: '/cloud-gateways/:gatewayId/shares/:account',
    summary: 'Lets another account use the gateway as its owner does',
    role: 'operator',
    params: shareParams,
    answer: cloudGatewaySchema,
    handle: (call) =>
      changeShares(call, (accounts) => [...new Set([...accounts, call.params.account])].toSorted()),
  }),
  route({
    name: 'unshareCloudGateway',
    method: 'DELETE',
    path: '/cloud-gateways/:gatewayId/shares/:account',
    summary:
      'Lets another account use the gateway no longer: its virtual interfaces there lead nowhere, its associations stay',
    role: 'operator',
    params: shareParams,
    answer: cloudGatewaySchema,
    handle: (call) => changeShares(call, (accounts) => accounts.filter((one) => one !== call.params.account)),
  }),
];

/** @throws Problem where the rule refuses, or EC2 decides on the networks */
async function changeNetworks(
  call: Call<{ readonly gatewayId: string }>,
  change: (row: CloudGatewayRow, networks: readonly Network[]) => readonly Network[] | Refusal,
) {
  const row = await changeLiving(call, call.params.gatewayId, async (work, found) => {
    if (found.source === 'ec2') throw toldByEc2(found);
    const networks = change(found, JSON.parse(found.networks) as readonly Network[]);
    if (isRefusal(networks))
      throw conflict(
        networks.message,
        'Look at its networks: GET /operator/v1/cloud-gateways (crossconnect operator cloud-gateways list)',
      );
    const declared = { source: 'declared', refreshedAt: work.now } as const;
    const overlap = await checkComingNetworks(
      work,
      found,
      networks.flatMap(({ cidrs }) => cidrs),
    );
    if (overlap !== undefined)
      throw conflict(
        overlap.message,
        'Give it prefixes of its own, or end one of the two associations first',
      );
    return changeCloudGateway(work, found, { ...storedNetworks(work, found, networks), ...declared });
  });
  return cloudGatewayView(row);
}

async function changeShares(
  call: Call<{ readonly gatewayId: string }>,
  change: (accounts: readonly string[]) => readonly string[],
) {
  const row = await changeLiving(call, call.params.gatewayId, (work, found) => {
    const sharedWith = JSON.stringify(change(textsIn(found.sharedWith)));
    return changeCloudGateway(work, found, { sharedWith });
  });
  return cloudGatewayView(row);
}

const toldByEc2 = ({ id }: CloudGatewayRow) =>
  conflict(
    `${id} is told by the EC2 endpoint, with its networks`,
    'Change them there: they arrive here by themselves',
  );

/** In their canonical form. @throws Problem that names what is no network */
function prefixesOf(cidrs: readonly string[]): readonly string[] {
  const parsed = cidrs.map((cidr) => parsePrefix(cidr));
  const errors = cidrs.flatMap((cidr, index) =>
    parsed[index] === undefined
      ? [
          {
            field: `body.cidrs.${index}`,
            detail: `${cidr} is no network`,
            allowed: 'a network such as 10.1.0.0/16',
          },
        ]
      : [],
  );
  if (errors.length > 0) throw invalid(errors);
  return [...new Set(parsed.flatMap((prefix) => (prefix === undefined ? [] : [formatPrefix(prefix)])))];
}
