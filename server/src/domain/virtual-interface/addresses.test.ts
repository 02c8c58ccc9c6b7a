import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { type AddressWish, givenAddresses } from './addresses.ts';

const wish = (
  kind: AddressWish['kind'],
  amazonAddress?: string,
  customerAddress?: string,
  family: AddressWish['family'] = 'ipv4',
): AddressWish => ({ kind, family, amazonAddress, customerAddress });

describe('addresses', () => {
  test.for([
    ['private', '192.168.1.1/30', '192.168.1.2/30'],
    ['private', '172.16.253.18/30', '172.16.253.17/30'],
    ['transit', '10.0.0.0/31', '10.0.0.1/31'],
    ['private', '8.8.8.1/24', '8.8.8.200/24'],
    ['public', '175.45.176.1/28', '175.45.176.2/28'],
    ['public', '203.0.113.0/31', '203.0.113.1/31'],
  ] as const)('of a %s one may be %s and %s', ([kind, amazonAddress, customerAddress]) => {
    expect(givenAddresses(wish(kind, amazonAddress, customerAddress))).toEqual({
      amazonAddress,
      customerAddress,
    });
  });

  test('are the service’s to choose where nobody gives any', () => {
    for (const kind of ['private', 'transit'] as const)
      for (const family of ['ipv4', 'ipv6'] as const)
        expect(givenAddresses(wish(kind, undefined, undefined, family))).toBeUndefined();
    expect(givenAddresses(wish('public', undefined, undefined, 'ipv6'))).toBeUndefined();
  });

  const form = (name: string, text: string) =>
    `${name} Address ${text} is not valid: an IPv4 address with a mask of /1 to /31, such as 192.168.1.1/30`;

  test.for([
    [
      'public',
      undefined,
      undefined,
      'Amazon Address and Customer Address are required for a public virtual interface with IPv4',
    ],
    ['private', '10.0.0.1/30', undefined, 'Give both Amazon Address and Customer Address, or neither'],
    ['public', undefined, '8.8.8.1/30', 'Give both Amazon Address and Customer Address'],
    ['private', '', '10.0.0.2/30', form('Amazon', '')],
    ['private', '10.0.0.1', '10.0.0.2/30', form('Amazon', '10.0.0.1')],
    ['private', '10.0.0.1/30', '10.0.0.256/30', form('Customer', '10.0.0.256/30')],
    ['private', '10.0.0.1/32', '10.0.0.1/32', form('Amazon', '10.0.0.1/32')],
    ['private', '10.0.0.1/0', '10.0.0.2/0', form('Amazon', '10.0.0.1/0')],
    ['private', '2001:db8::1/125', '2001:db8::2/125', form('Amazon', '2001:db8::1/125')],
    ['private', '10.0.0.1/30\n', '10.0.0.2/30', form('Amazon', '10.0.0.1/30\n')],
    ['private', '10.0.0.1/30', '10.0.0.5/30', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['private', '10.0.0.1/30', '10.0.0.2/29', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['private', '10.0.0.1/30', '10.0.0.1/30', 'Amazon Address and Customer Address must be different'],
    ['public', '8.8.8.0/28', '8.8.8.1/28', 'Amazon Address is address 0 on its subnet.'],
    ['public', '8.8.8.15/28', '8.8.8.1/28', 'Amazon Address is the broadcast address on its subnet.'],
    ['public', '8.8.8.1/28', '8.8.8.0/28', 'Customer Address is address 0 on its subnet.'],
    ['private', '10.0.0.1/30', '10.0.0.3/30', 'Customer Address is the broadcast address on its subnet.'],
    ...['10.0.0.1/30', '172.31.0.1/30', '192.168.0.1/30', '100.64.0.1/30', '169.254.9.1/30'].map(
      (address) =>
        ['public', address, '8.8.8.1/30', 'Amazon Address is not allowed to contain a private IP'] as const,
    ),
    ['public', '8.8.8.1/30', '10.0.0.2/30', 'Customer Address is not allowed to contain a private IP'],
    ['private', '127.0.0.1/30', '127.0.0.2/30', 'Amazon Address is not an address of a host'],
    ['private', '224.0.0.1/30', '224.0.0.2/30', 'Amazon Address is not an address of a host'],
    ['private', '0.0.0.1/30', '0.0.0.2/30', 'Amazon Address is not an address of a host'],
  ] as const)('of a %s one may not be %o and %o', ([kind, amazon, customer, message]) => {
    expect(givenAddresses(wish(kind, amazon, customer))).toEqual(refuse(message));
  });

  test('of IPv6 are never given', () => {
    const text = refuse('Amazon Address and Customer Address cannot be given for IPv6: they are assigned');
    expect(givenAddresses(wish('private', '2001:db8::1/125', '2001:db8::2/125', 'ipv6'))).toEqual(text);
    expect(givenAddresses(wish('public', undefined, '2001:db8::2/125', 'ipv6'))).toEqual(text);
  });
});
