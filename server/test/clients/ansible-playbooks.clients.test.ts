// Playbooks of examples/ansible, run by Ansible with community.aws's modules: what is there already is not changed again.
import { describe, expect, test, vi } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';
import { shellOf } from './aws-cli.testing.ts';

// Each task starts a Python of its own, and the gateway's module sleeps for 15 seconds at a time.
vi.setConfig({ testTimeout: 240_000 });

const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
const instant = useServer({ process: true });

/** @throws Error with all that Ansible wrote, when a task fails */
async function ansible(line: string, account?: string, on = server): Promise<string> {
  const { code, out, err } = await shellOf(on, account)(line);
  if (code === 0) return out;
  const install =
    'python tools/clients/ansible_parts.py, with the Python of the clients, installs its collections';
  throw new Error(`${line}: ${code}\n${out}${err}\n(${install})`);
}

/** How many tasks were right, and how many of them changed something. */
async function play(file: string, variables = ''): Promise<string | undefined> {
  const told = await ansible(`ansible-playbook examples/ansible/${file} ${variables}`);
  return /ok=\d+ +changed=\d+/.exec(told)?.[0].replaceAll(/ +/g, ' ');
}

/** `expect.poll` belongs to one test at a time; these run side by side. */
const until = (holds: () => Promise<boolean>) => vi.waitUntil(holds, { timeout: 20_000, interval: 250 });

describe.concurrent('Ansible', () => {
  const left = async () => {
    const [{ connections = [] }, { virtualInterfaces = [] }, { lags = [] }] = await Promise.all([
      server.call('DescribeConnections', {}),
      server.call('DescribeVirtualInterfaces', {}),
      server.call('DescribeLags', {}),
    ]);
    const states = [
      ...connections.map(({ connectionState }) => connectionState),
      ...virtualInterfaces.map(({ virtualInterfaceState }) => virtualInterfaceState),
      ...lags.map(({ lagState }) => lagState),
    ];
    return states.filter((state) => state !== 'deleted');
  };

  test('builds a site, finds it built, takes it down, and finds nothing more to take down', async () => {
    expect(await play('up.yaml')).toBe('ok=5 changed=5');
    expect(await play('up.yaml')).toBe('ok=5 changed=0');
    const { virtualInterfaces = [] } = await server.call('DescribeVirtualInterfaces', {});
    const { directConnectGateways: [gateway] = [] } = await server.call('DescribeDirectConnectGateways', {});
    const { directConnectGatewayId: id = '' } = gateway ?? {};
    expect(virtualInterfaces).toMatchObject([
      { virtualInterfaceName: 'inside', vlan: 101, asn: 65_001, directConnectGatewayId: id },
      { virtualInterfaceName: 'outside', vlan: 102, routeFilterPrefixes: [{ cidr: '175.45.176.0/24' }] },
    ]);
    // The gateway's module never says that it has taken one down.
    expect(await play('down.yaml', `-e gateway=${id}`)).toBe('ok=4 changed=3');
    expect(await play('down.yaml', `-e gateway=${id}`)).toBe('ok=4 changed=0');
    await until(async () => (await left()).length === 0);
    const gateways = async () =>
      (await server.call('DescribeDirectConnectGateways', {})).directConnectGateways;
    await until(async () => (await gateways())?.length === 0);
  });

  test('confirms a hosted connection, once', async () => {
    const [partner, customer] = [{ account: newAccount() }, { account: newAccount() }];
    const at = { location: 'EqDC2', bandwidth: '10Gbps' };
    const { interconnectId: connectionId = '' } = await server.call(
      'CreateInterconnect',
      { ...at, interconnectName: 'edge' },
      partner,
    );
    const interconnects = async () => (await server.call('DescribeInterconnects', {}, partner)).interconnects;
    await until(async () => (await interconnects())?.[0]?.interconnectState === 'available');
    const slice = { connectionName: 'slice', vlan: 7, bandwidth: '100Mbps', ownerAccount: customer.account };
    await server.call('AllocateHostedConnection', { connectionId, ...slice }, partner);
    const confirm = 'ansible localhost -m community.aws.directconnect_confirm_connection -a name=slice';
    expect(await ansible(confirm, customer.account)).toMatch(
      /CHANGED => \{[^}]*"connection_state": "(pending|available)"/,
    );
    expect(await ansible(confirm, customer.account)).toContain('"changed": false');
  });

  test('sees an association on the way where nothing else takes time', async () => {
    const account = newAccount();
    const hub = (wish: string) =>
      ansible(
        `ansible localhost -m community.aws.directconnect_gateway -a 'name=hub ${wish}'`,
        account,
        instant,
      );
    expect(await hub('amazon_asn=64512 virtual_gateway_id=vgw-0123456789abcdef1')).toContain('CHANGED');
    const { directConnectGateways: [made] = [] } = await instant.call(
      'DescribeDirectConnectGateways',
      {},
      { account },
    );
    const { directConnectGatewayId } = made ?? {};
    await hub(`state=absent direct_connect_gateway_id=${directConnectGatewayId}`);
    const left = () => instant.call('DescribeDirectConnectGateways', {}, { account });
    await until(async () => (await left()).directConnectGateways?.length === 0);
  });
});
