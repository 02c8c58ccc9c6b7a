import { quickCall } from '../support/quick-call.ts';
import type { TestServer } from '../support/server.ts';
import { ACCOUNTS, QUOTAS } from './world.testing.ts';

/** Where the virtual interfaces of the beginning are: three devices, two of them in one Region. */
const PLACES = [
  ['us-east-1', 'EqDC2'],
  ['us-east-1', 'CSVA1'],
  ['eu-central-1', 'EqFA5'],
] as const;

/**
 * What a walk begins with: three accounts, and a gateway of the first one that is full of virtual interfaces which hear of
 * each other. By chance alone they seldom come together.
 *
 * @throws Error when something of it is refused
 */
export async function begin(server: TestServer): Promise<void> {
  const [account] = ACCOUNTS;
  for (const one of ACCOUNTS) {
    const wanted = { account: one, name: one, partnerType: 'v2', quotas: QUOTAS };
    const { status, body } = await server.operator('POST', '/accounts', wanted);
    if (status !== 201) throw new Error(`account ${one}: ${status} ${JSON.stringify(body)}`);
  }
  const ask = async (region: string, operation: string, input: object) => {
    const { status, body, text } = await quickCall(server.endpoint, { account, region }, operation, input);
    if (status !== 200) throw new Error(`${operation}: ${text}`);
    await server.settle();
    return body ?? {};
  };
  const { directConnectGateway } = await ask('us-east-1', 'CreateDirectConnectGateway', {
    directConnectGatewayName: 'first',
  });
  const { directConnectGatewayId } = directConnectGateway as { readonly directConnectGatewayId: string };
  for (const [region, location] of PLACES) {
    const order = { location, bandwidth: '10Gbps', connectionName: 'first' };
    const { connectionId } = await ask(region, 'CreateConnection', order);
    const wish = { virtualInterfaceName: 'first', vlan: 1, asn: 65_000, directConnectGatewayId };
    const newPrivateVirtualInterface = { ...wish, enableSiteLink: true };
    await ask(region, 'CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface });
  }
  await server.operator('POST', '/clock/advance', { by: '1s' });
  await server.settle();
}
