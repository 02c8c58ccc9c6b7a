// What creations of virtual interfaces refuse: each with the service's text, and nothing written.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { newVgw, orderPrivate, orderPublic, PUBLIC_WISH, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { usePort } from './port.testing.ts';

const server = useServer();
const my = usePort(server);
const { caller, refusedWith } = my;

describe('a private one', () => {
  test.for([
    [{ asn: 4_200_000_000 }, 'BGP ASN -94967296 must have value greater than or equal to 1'],
    [{ asn: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
    [{ asnLong: 4_294_967_295 }, 'BGP ASN 4294967295 must have value less than or equal to 4294967294'],
    [{ asn: 64_532 }, 'BGP ASN 64532 must be different from the Amazon side ASN'],
    [
      { authKey: 'short' },
      'The BGP authentication key (authKey) is not valid: 6 to 80 printable ASCII characters without blanks',
    ],
    [{ mtu: 9000 }, 'MTU 9000 is not valid for a private virtual interface. Valid values: 1500, 8500, 9001'],
    [{ amazonAddress: '10.0.0.1/30' }, 'Give both Amazon Address and Customer Address, or neither'],
    [
      { amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.5/30' },
      'Amazon Address and Customer Address must be in the same CIDR',
    ],
    [
      { addressFamily: 'ipv6', amazonAddress: '2001:db8::1/125', customerAddress: '2001:db8::6/125' },
      'Amazon Address and Customer Address cannot be given for IPv6: they are assigned',
    ],
    [
      { enableSiteLink: true },
      'SiteLink needs a Direct Connect gateway: enableSiteLink cannot be used with a virtual private gateway',
    ],
    [{ virtualGatewayId: 'vgw-1' }, 'Virtual Gateway ID vgw-1 has an invalid format.'],
    [
      { virtualGatewayId: undefined, directConnectGatewayId: 'x' },
      'Direct Connect Gateway ID x has an invalid format.',
    ],
    [
      { directConnectGatewayId: 'e72d611c-aa39-4fd2-a1d7-da0484ad38fe' },
      'Direct Connect Gateway e72d611c-aa39-4fd2-a1d7-da0484ad38fe does not exist.',
    ],
    [
      { vlan: 4095 },
      "Value '4095' at 'newPrivateVirtualInterface.vlan' failed to satisfy constraint: Member must have value less than or equal to 4094",
    ],
    [
      { prefixPoolAllocatedCountIpv4: 1001 },
      "Value '1001' at 'newPrivateVirtualInterface.prefixPoolAllocatedCountIpv4' failed to satisfy constraint: Member must have value less than or equal to 1000",
    ],
    [{ tags: [{ key: 'aws:x' }] }, 'Tag key aws:x begins with aws:, which is reserved'],
    [{ rateLimit: '12Gbps' }, /^Rate limit 12Gbps is above the bandwidth of Connection dxcon-/],
    [{ rateLimit: '15Mbps' }, /^Rate limit 15Mbps is not valid. Valid values: 50Mbps/],
  ] as const)('with %o', async ([wish, message]) => {
    const refusal = await refusedWith(wish);
    const { message: text } = refusal;
    const known = typeof message === 'string' ? message : message.exec(text)?.[0];
    expect({ ...refusal, message: text.slice(0, known?.length ?? 0) }).toEqual(clientException(known ?? '?'));
  });

  test('with a tag twice', async () => {
    const tag = { key: 'a', value: 'b' };
    expect((await refusedWith({ tags: [tag, tag] })).code).toBe('DuplicateTagKeysException');
  });

  test('with two gateways or none', async () => {
    const text = clientException('Give one of virtualGatewayId and directConnectGatewayId');
    const directConnectGatewayId = 'e72d611c-aa39-4fd2-a1d7-da0484ad38fe';
    expect(await refusedWith({ virtualGatewayId: newVgw(), directConnectGatewayId })).toEqual(text);
    const wish = { virtualInterfaceName: 'none', vlan: 7, asn: 65_000 };
    const none = server.call(
      'CreatePrivateVirtualInterface',
      { connectionId: my.connectionId, newPrivateVirtualInterface: wish },
      caller,
    );
    expect(await refusalOf(none)).toEqual(text);
  });

  test('with another account’s virtual private gateway', async () => {
    const virtualGatewayId = newVgw();
    const other = { account: newAccount() };
    await orderPrivate(server, other, await readyPort(server, other), { virtualGatewayId });
    expect(await refusedWith({ virtualGatewayId })).toEqual(
      clientException(`The VirtualGateway ${virtualGatewayId} does not exist.`),
    );
  });

  test('with a VLAN or an address that is in use, until it is given back', async () => {
    const pair = { amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.2/30' };
    const { virtualInterfaceId } = await orderPrivate(server, caller, my.connectionId, {
      vlan: 1004,
      ...pair,
    });
    expect(await refusedWith({ vlan: 1004 })).toEqual(clientException('Vlan 1004 is already in use'));
    const other = { amazonAddress: '10.0.0.2/29', customerAddress: '10.0.0.3/29' };
    expect(await refusedWith({ vlan: 1005, ...other })).toEqual(
      clientException(`Address 10.0.0.2 is already in use on Connection ${my.connectionId}`),
    );
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
    await server.settle();
    await orderPrivate(server, caller, my.connectionId, { vlan: 1004, ...pair });
  });
});

describe('a public one', () => {
  test.for([
    [{ amazonAddress: '10.0.0.1/30' }, 'Amazon Address is not allowed to contain a private IP'],
    [{ amazonAddress: '175.45.176.0/28' }, 'Amazon Address is address 0 on its subnet.'],
    [{ amazonAddress: '175.45.176.15/28' }, 'Amazon Address is the broadcast address on its subnet.'],
    [{ amazonAddress: '175.45.177.1/28' }, 'Amazon Address and Customer Address must be in the same CIDR'],
    [{ asn: 7224 }, 'BGP ASN 7224 must be different from the Amazon side ASN'],
    [{ routeFilterPrefixes: [] }, 'routeFilterPrefixes has 0 prefixes: 1 to 1000 are allowed'],
    [
      { routeFilterPrefixes: [{ cidr: '0.0.0.0/0' }] },
      'routeFilterPrefixes[0].cidr 0.0.0.0/0 is not valid: an IPv4 network of /1 to /32, or an IPv6 network of /1 to /64',
    ],
    [
      { routeFilterPrefixes: [{ cidr: '210.52.109.0/24' }, { cidr: '10.0.0.0/8' }] },
      'routeFilterPrefixes[1].cidr 10.0.0.0/8 is not valid: private and reserved networks are registered to nobody',
    ],
  ])('with %o', async ([wish, message]) => {
    expect(await refusalOf(orderPublic(server, caller, my.connectionId, wish as object))).toEqual(
      clientException(message as string),
    );
  });

  test('but for a prefix that it names twice: it has that once', async () => {
    const [one = { cidr: '' }, ...rest] = PUBLIC_WISH.routeFilterPrefixes;
    const wish = { vlan: 300, routeFilterPrefixes: [one, ...rest, one] };
    const made = await orderPublic(server, caller, my.connectionId, wish);
    expect(made.routeFilterPrefixes).toEqual([one, ...rest]);
  });

  test('without addresses, but for IPv6', async () => {
    const { amazonAddress: _, customerAddress: __, ...wish } = PUBLIC_WISH;
    const order = (newPublicVirtualInterface: typeof wish & { addressFamily?: 'ipv6' }) =>
      server.call(
        'CreatePublicVirtualInterface',
        { connectionId: my.connectionId, newPublicVirtualInterface },
        caller,
      );
    expect(await refusalOf(order(wish))).toEqual(
      clientException(
        'Amazon Address and Customer Address are required for a public virtual interface with IPv4',
      ),
    );
    expect((await order({ ...wish, addressFamily: 'ipv6' })).amazonAddress).toMatch(
      /^2001:db8:1100:.*\/125$/,
    );
  });
});

test('a transit one without what the model leaves optional', async () => {
  const order = (newTransitVirtualInterface: object) =>
    refusalOf(
      server.call(
        'CreateTransitVirtualInterface',
        { connectionId: my.connectionId, newTransitVirtualInterface },
        caller,
      ),
    );
  const missing = (member: string) =>
    clientException(
      `Value null at 'newTransitVirtualInterface.${member}' failed to satisfy constraint: Member must not be null`,
    );
  expect(await order({})).toEqual(missing('virtualInterfaceName'));
  expect(await order({ virtualInterfaceName: 'transit' })).toEqual(missing('vlan'));
  const wish = { virtualInterfaceName: 'transit', vlan: 9 };
  expect(await order(wish)).toEqual(missing('directConnectGatewayId'));
  // It takes no other one.
  expect(await order({ ...wish, virtualGatewayId: newVgw() })).toEqual(missing('directConnectGatewayId'));
});
