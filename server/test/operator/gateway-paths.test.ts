// Where traffic from a Region to an address goes, and why not the other ways.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { readyGateway } from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { type TestServer, useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';
import { run } from './cli.testing.ts';

interface Paths {
  readonly chosen: readonly { readonly virtualInterfaceId: string; readonly localPreference: number }[];
  readonly lost: readonly { readonly virtualInterfaceId: string; readonly why: string }[];
}

const NETWORK = '10.20.0.0/16';

/** A virtual interface that announces one network. */
async function way(
  server: TestServer,
  caller: CallOptions,
  leads: { readonly directConnectGatewayId: string } | { readonly virtualGatewayId: string },
  announced: object = {},
): Promise<string> {
  const { virtualInterfaceId: id } = await orderPrivate(
    server,
    caller,
    await readyPort(server, caller),
    leads,
  );
  const announcements = [{ cidr: NETWORK, ...announced }];
  await server.operator('PUT', `/virtual-interfaces/${id}/customer-router/announcements`, { announcements });
  await passSeconds(server, 1);
  return id;
}

describe('the paths of a gateway', () => {
  const server = useServer();
  const paths = async (gateway: string, destination = '10.20.3.4', region = 'us-east-1') => {
    const query = `destination=${destination}&region=${region}`;
    return (await server.operator<Paths>('GET', `/gateways/${gateway}/paths?${query}`)).body;
  };
  const ids = ({ chosen }: Paths) => chosen.map(({ virtualInterfaceId }) => virtualInterfaceId);

  test('are the best, and what is as good shares the load; the others say why they lost', async () => {
    const caller = { account: newAccount() };
    const directConnectGatewayId = await readyGateway(server, caller);
    const marked = { communities: ['7224:7300'] };
    const one = await way(server, caller, { directConnectGatewayId }, marked);
    const other = await way(server, caller, { directConnectGatewayId }, marked);
    const backup = await way(server, caller, { directConnectGatewayId }, { communities: ['7224:7100'] });
    const seen = await paths(directConnectGatewayId);
    expect(ids(seen).toSorted()).toEqual([one, other].toSorted());
    expect(seen.chosen[0]).toMatchObject({ cidr: NETWORK, localPreference: 300, region: 'us-east-1' });
    expect(seen.lost).toMatchObject([
      { virtualInterfaceId: backup, why: 'local preference 100: the best has local preference 300' },
    ]);

    for (const id of [one, other])
      await server.operator('POST', `/virtual-interfaces/${id}/customer-router/silence`, {});
    await server.settle();
    expect(ids(await paths(directConnectGatewayId))).toEqual([backup]);
    expect(await paths(directConnectGatewayId, '10.21.0.1')).toEqual({ chosen: [], lost: [] });
  });

  test('depend on the Region that the traffic comes from', async () => {
    const caller = { account: newAccount() };
    const there = { ...caller, region: 'eu-central-1' };
    const directConnectGatewayId = await readyGateway(server, caller);
    const here = await way(server, caller, { directConnectGatewayId });
    const connectionId = await readyPort(server, there, { location: 'EqFA5' });
    const { virtualInterfaceId: far } = await orderPrivate(server, there, connectionId, {
      directConnectGatewayId,
    });
    await server.operator('PUT', `/virtual-interfaces/${far}/customer-router/announcements`, {
      announcements: [{ cidr: NETWORK }],
    });
    await passSeconds(server, 1);
    expect(ids(await paths(directConnectGatewayId))).toEqual([here]);
    expect(ids(await paths(directConnectGatewayId, '10.20.3.4', 'eu-central-1'))).toEqual([far]);
  });

  test('are those of a virtual private gateway too; the command shows them', async () => {
    const caller = { account: newAccount() };
    const virtualGatewayId = newVgw();
    const long = await way(server, caller, { virtualGatewayId }, { asPath: [65_000, 65_000] });
    const short = await way(server, caller, { virtualGatewayId });
    expect(ids(await paths(virtualGatewayId))).toEqual([short]);
    const args = ['gateways', 'paths', virtualGatewayId, '10.20.3.4', '--region', 'us-east-1'];
    const { out, err } = await run(args, { endpoint: server.endpoint });
    expect(err).toBe('');
    expect(out).toMatch(new RegExp(`${short} +yes +us-east-1 +${NETWORK} +65000`));
    expect(out).toMatch(new RegExp(`${long} +no .* AS path of 2: the best has AS path of 1`));
    const { out: json } = await run([...args, '--json'], { endpoint: server.endpoint });
    expect(JSON.parse(json)).toMatchObject({ chosen: [{ virtualInterfaceId: short }] });
  });

  test.each([
    ['gateways/vgw-1/paths?destination=10.0.0.1&region=us-east-1', 400, 'path.gatewayId'],
    ['gateways/vgw-00000000/paths?destination=10.0.0.1&region=us-east-1', 404, 'vgw-00000000'],
    ['gateways/GATEWAY/paths?destination=10.0.0.0/8&region=us-east-1', 400, 'query.destination'],
    ['gateways/GATEWAY/paths?destination=10.0.0.1&region=here', 400, 'query.region'],
    ['gateways/GATEWAY/paths?region=us-east-1', 400, 'query.destination'],
  ])('%s is refused', async (path, status, named) => {
    const gateway = await readyGateway(server, { account: newAccount() });
    const answer = await server.operator('GET', `/${path.replace('GATEWAY', gateway)}`);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(named);
  });
});
