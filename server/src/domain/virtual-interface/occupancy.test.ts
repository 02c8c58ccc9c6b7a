import { describe, expect, test } from 'vitest';
import { quotasFor } from '../quota.ts';
import { refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';
import {
  checkAddressesFree,
  checkCounts,
  checkLimiters,
  checkPool,
  checkVlan,
  type Host,
  type Occupant,
} from './occupancy.ts';

const NAME = 'Connection dxcon-ffabcdef';
const quotas = quotasFor(true, {});

const occupant = (changes: Partial<Occupant> = {}): Occupant => ({
  id: 'dxvif-ffabcdef',
  kind: 'private',
  vlan: 101,
  rateLimit: null,
  prefixCountV4: 100,
  prefixCountV6: 100,
  addresses: ['10.0.0.1/30', '10.0.0.2/30'],
  ...changes,
});
const host = (...occupants: readonly Occupant[]): Host => ({
  name: NAME,
  hosted: false,
  occupants,
  limitersMax: 2,
  prefixPool: 5_000,
});
const many = (count: number, kind: VirtualInterfaceKind) =>
  Array.from({ length: count }, () => occupant({ kind }));

test('a VLAN is given once', () => {
  expect(checkVlan(102, host(occupant()))).toBeUndefined();
  expect(checkVlan(101, host(occupant()))).toEqual(refuse('Vlan 101 is already in use'));
});

describe('the numbers', () => {
  test.for([
    ['private', 0, 0, 0],
    ['private', 49, 0, 0],
    ['public', 30, 19, 0],
    ['transit', 0, 0, 3],
    ['transit', 47, 0, 3],
    ['private', 46, 0, 4],
  ] as const)('leave room for a %s one beside %i private, %i public, %i transit', ([kind, a, b, c]) => {
    const occupants = [...many(a, 'private'), ...many(b, 'public'), ...many(c, 'transit')];
    expect(checkCounts(kind, host(...occupants), quotas)).toBeUndefined();
  });

  test.for([
    ['private', 50, 0, 0, `50 private and public virtual interfaces on ${NAME}`],
    ['public', 25, 25, 1, `50 private and public virtual interfaces on ${NAME}`],
    ['transit', 0, 0, 4, `4 transit virtual interfaces on ${NAME}`],
    ['transit', 50, 0, 1, `51 virtual interfaces on ${NAME}`],
    ['private', 47, 0, 4, `51 virtual interfaces on ${NAME}`],
  ] as const)('refuse a %s one beside %i private, %i public, %i transit', ([kind, a, b, c, limit]) => {
    const occupants = [...many(a, 'private'), ...many(b, 'public'), ...many(c, 'transit')];
    expect(checkCounts(kind, host(...occupants), quotas)).toEqual(
      refuse(`You have reached the limit of ${limit}`),
    );
  });

  test('of a hosted connection are one', () => {
    const hosted = { ...host(), hosted: true };
    expect(checkCounts('transit', hosted, quotas)).toBeUndefined();
    expect(checkCounts('private', { ...hosted, occupants: many(1, 'public') }, quotas)).toEqual(
      refuse(`You have reached the limit of 1 virtual interfaces on ${NAME}`),
    );
  });
});

test('rate limiters are counted, those without a limit are not', () => {
  const limited = occupant({ rateLimit: '1Gbps' });
  expect(checkLimiters(null, host(limited, limited))).toBeUndefined();
  expect(checkLimiters('1Gbps', host(limited, occupant(), occupant()))).toBeUndefined();
  expect(checkLimiters('1Gbps', host(limited, limited))).toEqual(
    refuse(`You have reached the limit of 2 rate limiters on ${NAME}`, 'LimitExceededException'),
  );
});

test('prefixes come out of the pool, each family for itself, and public ones take none', () => {
  const wanted = { prefixCountV4: 1_000, prefixCountV6: 1_000 };
  const taken = Array.from({ length: 4 }, () => occupant({ prefixCountV4: 1_000, prefixCountV6: 10 }));
  const open = many(9, 'public').map((one) => ({ ...one, prefixCountV4: 1_000 }));
  expect(checkPool(wanted, host(...taken, ...open))).toBeUndefined();
  expect(checkPool(wanted, host(...taken, occupant({ prefixCountV4: 1 })))).toEqual(
    refuse(`The prefix pool of ${NAME} has 999 of 5000 IPv4 prefixes unallocated: 1000 do not fit`),
  );
  const six = taken.map((one) => ({ ...one, prefixCountV4: 0, prefixCountV6: 1_300 }));
  expect(checkPool(wanted, host(...six))).toEqual(
    refuse(`The prefix pool of ${NAME} has 0 of 5000 IPv6 prefixes unallocated: 1000 do not fit`),
  );
  expect(checkPool(wanted, { ...host(...six), prefixPool: Number.POSITIVE_INFINITY })).toBeUndefined();
});

test('an address is there once, whatever its mask; subnets may overlap', () => {
  const here = host(occupant(), occupant({ addresses: [] }));
  expect(checkAddressesFree(['10.0.0.3/30', '10.0.0.4/29'], here)).toBeUndefined();
  for (const address of ['10.0.0.1/24', '10.0.0.2/30'])
    expect(checkAddressesFree(['10.0.0.9/24', address], here)).toEqual(
      refuse(`Address ${address.replace(/\/.*/, '')} is already in use on ${NAME}`),
    );
});
