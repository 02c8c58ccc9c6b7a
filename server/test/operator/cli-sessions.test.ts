// Virtual interfaces and customers' routers from a terminal.
import { describe, expect, test } from 'vitest';
import { readyPort } from '../support/interfaces.ts';
import { readyInterface } from '../sessions-over-ports/sessions.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { INTERFACES, routesNotAsked, terminalAt } from './cli.testing.ts';

describe('crossconnect operator', () => {
  const server = useServer();
  const { asked, cli, done } = terminalAt(server);

  test('shows virtual interfaces', async () => {
    const { account } = { account: newAccount() };
    const { id, peerId } = await readyInterface(server, { account });
    expect(await done('virtual-interfaces', 'list', '--account', account)).toMatch(
      new RegExp(`^VIRTUAL INTERFACE .*\\n${id} +private +available +${account} .* ipv4 up `),
    );
    const sheet = await done('virtual-interfaces', 'show', id);
    expect(sheet).toMatch(/amazonSideAsn +\d+/);
    expect(sheet).toMatch(new RegExp(`${peerId} +ipv4 +available +65000 .* up .* Established`));
    expect(JSON.parse(await done('virtual-interfaces', 'show', id, '--json'))).toMatchObject({
      virtualInterfaceId: id,
    });
  });

  test('breaks a session in every way, and draws what it went through', async () => {
    const { id } = await readyInterface(server, { account: newAccount() });
    const router = (verb: string, ...rest: readonly string[]) => done('customer-router', verb, id, ...rest);
    expect(await router('silence')).toContain('Hold timer expired');
    expect(await router('answer')).toContain('Established');
    await router('bfd', 'on');
    expect(await router('silence')).toContain("BFD: the customer's router is silent");
    expect(await router('answer')).toContain('Established');
    expect(await router('key', 'wrong')).toContain('Wrong MD5 key');
    expect(await router('key', 'right')).toContain('Established');
    expect(await router('asn', '65099')).toContain('says 65099, 65000 is configured');
    expect(await router('asn', 'right')).toContain('Established');
    expect(await router('too-many', '--prefixes', '150')).toContain('150 prefixes announced, 100 accepted');
    expect(await router('standard')).toContain('has to clear the session');
    expect(await router('clear')).toContain('Established');
    expect(
      await router(
        'announce',
        '10.20.0.0/16',
        '10.21.0.0/16',
        '--as-path',
        '65000,65000',
        '--community',
        '7224:7100',
      ),
    ).toMatch(/ 2 +100 +Established/);
    expect(await router('show')).toContain('10.20.0.0/16, 10.21.0.0/16');
    expect(await router('announce', '10.22.0.0/16', '--add')).toMatch(/ 3 +100 /);
    expect(await router('withdraw', '10.20.0.0/16', '10.21.0.0/16')).toMatch(/ 1 +100 /);
    expect(await router('flap', '--times', '1', '--down', '1h')).toContain('has closed the session');
    await passSeconds(server, 3_601);
    expect(await router('repair')).toContain('Established');
    expect(await router('clear')).toContain('Established');

    const line = await done('virtual-interfaces', 'sessions', id);
    expect(line).toMatch(/╎ ▼ down +1h +The customer's router has closed the session/);
    expect(line).toMatch(/┃ ▲ up +\d+m?s so far +Established\n$/);
    expect(JSON.parse(await done('virtual-interfaces', 'sessions', id, '--max', '2', '--json'))).toHaveLength(
      2,
    );
  });

  test('shows the routes of a virtual interface', async () => {
    const { id } = await readyInterface(server, { account: newAccount() });
    const table = await done('virtual-interfaces', 'routes', id);
    expect(table).toMatch(/accepted +172\.\S+ +yes +65000 .* Any prefix is; local preference 200, unmarked/);
    expect(table).toMatch(/advertised +\S+\/16 +yes +\d+ .* It is of vgw-/);
    const some = await done(
      'virtual-interfaces',
      'routes',
      id,
      '--direction',
      'accepted',
      '--family',
      'ipv6',
    );
    expect(some).toBe('None.\n');
    expect(JSON.parse(await done('virtual-interfaces', 'routes', id, '--json'))).toMatchObject({
      accepted: { ipv4: 1, ipv6: 0 },
    });
  });

  test('reviews public ones', async () => {
    const account = newAccount();
    const connectionId = await readyPort(server, { account });
    const order = async (vlan: number) => {
      const newPublicVirtualInterface = {
        virtualInterfaceName: 'public',
        vlan,
        asn: 65_000,
        amazonAddress: `198.51.100.${4 * vlan + 1}/30`,
        customerAddress: `198.51.100.${4 * vlan + 2}/30`,
        routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }],
      };
      const wish = { connectionId, newPublicVirtualInterface };
      const { virtualInterfaceId = '' } = await server.call('CreatePublicVirtualInterface', wish, {
        account,
      });
      await server.settle();
      return virtualInterfaceId;
    };
    // Here they are verified by themselves: the refusal names the command that lists what waits.
    const late = await cli('virtual-interfaces', 'verify', await order(1), '--note', 'x');
    expect(late.err).toContain('crossconnect operator virtual-interfaces list --state verifying');
    const second = await cli('virtual-interfaces', 'reject', await order(2), '--reason', 'x');
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('nothing of it waits') as string });
  });

  test('has a command for every route about virtual interfaces', async () => {
    expect(await routesNotAsked(server.endpoint, asked, (path) => path.startsWith(INTERFACES))).toEqual([]);
  });

  test.each([
    [['virtual-interfaces', 'show', 'dxvif-fgnothin'], 1, /There is no virtual interface dxvif-fgnothin/],
    [['customer-router', 'key', 'dxvif-fgnothin', 'odd'], 2, /Allowed is wrong or right/],
    [['customer-router', 'asn', 'dxvif-fgnothin', 'x'], 2, /"x" is no ASN/],
    [['customer-router', 'announce', 'dxvif-fgnothin', '10.0.0.0/8', '--as-path', 'x'], 2, /is no ASN/],
    [['customer-router', 'announce', 'dxvif-fgnothin', '--file', '/nowhere'], 1, /cannot use \/nowhere/],
    [['virtual-interfaces', 'reject', 'dxvif-fgnothin'], 2, /--reason/],
  ] as const)('%j is asked wrongly', async (args, code, words) => {
    const ran = await cli(...args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(words);
  });
});
