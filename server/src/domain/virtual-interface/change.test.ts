import { describe, expect, test } from 'vitest';
import {
  type AttributeWish,
  type Changing,
  checkConfirmed,
  checkInterrupting,
  checkPrefixChange,
  checkWho,
  interruptingOf,
} from './change.ts';
import type { VirtualInterfaceState } from './lifecycle.ts';

const OWNER = '111111111111';
const PARTNER = '222222222222';
const vif = (changes: Partial<Changing> = {}): Changing => ({
  id: 'dxvif-fg000001',
  account: OWNER,
  connectionAccount: OWNER,
  kind: 'private',
  state: 'available',
  region: 'us-east-1',
  directConnectGatewayId: '5e9cb0c8-4b43-4a9c-9a7d-7a6f0a4b7f10',
  mtu: 1500,
  siteLink: 0,
  ...changes,
});
const hosted = (changes: Partial<Changing> = {}) => vif({ connectionAccount: PARTNER, ...changes });

describe('who changes what', () => {
  const others = 'Virtual Interface dxvif-fg000001 belongs to another account: only its owner can change';
  test.each<[string, AttributeWish, string | undefined]>([
    [OWNER, { mtu: 8500, rateLimit: '1Gbps', prefixPoolAllocatedCountIpv4: 10 }, undefined],
    [
      PARTNER,
      { rateLimit: '1Gbps', prefixPoolAllocatedCountIpv4: 1, prefixPoolAllocatedCountIpv6: 1 },
      undefined,
    ],
    [PARTNER, {}, undefined],
    [PARTNER, { mtu: undefined }, undefined],
    [PARTNER, { rateLimit: '1Gbps', mtu: 8500 }, `${others} mtu`],
    [PARTNER, { enableSiteLink: false }, `${others} enableSiteLink`],
    [PARTNER, { virtualInterfaceName: 'mine' }, `${others} virtualInterfaceName`],
  ])('%s with %j', (caller, wish, message) => {
    expect(checkWho(wish, hosted(), caller)?.message).toBe(message);
  });
});

test('what waits for its owner is nobody’s to change', () => {
  expect(checkConfirmed(vif())).toBeUndefined();
  expect(checkConfirmed(vif({ state: 'confirming' }))?.message).toBe(
    'Virtual Interface dxvif-fg000001 is in state confirming',
  );
});

describe('what interrupts', () => {
  const refusal = (wish: AttributeWish, row: Changing) =>
    checkInterrupting(interruptingOf(wish, row), row)?.message;
  const states: VirtualInterfaceState[] = ['pending', 'available', 'down', 'verifying', 'testing'];

  test.each(states)('the same again is nothing, in state %s', (state) => {
    expect(refusal({ mtu: 1500, enableSiteLink: false }, hosted({ state, kind: 'public' }))).toBeUndefined();
  });

  test.each<[AttributeWish, VirtualInterfaceState, boolean, boolean]>([
    [{ mtu: 8500 }, 'pending', false, true],
    [{ mtu: 8500 }, 'available', false, true],
    [{ mtu: 8500 }, 'down', false, true],
    [{ mtu: 8500 }, 'testing', false, false],
    [{ mtu: 8500 }, 'pending', true, true],
    [{ enableSiteLink: true }, 'pending', false, true],
    [{ enableSiteLink: true }, 'pending', true, false],
    [{ enableSiteLink: true }, 'available', true, true],
    [{ enableSiteLink: true }, 'down', true, true],
    [{ enableSiteLink: true }, 'testing', false, false],
  ])('%j in state %s, hosted: %s', (wish, state, isHosted, allowed) => {
    const row = isHosted ? hosted({ state }) : vif({ state });
    expect(refusal(wish, row)).toBe(allowed ? undefined : `Virtual Interface ${row.id} is in state ${state}`);
  });

  test('SiteLink needs a Direct Connect gateway, a private or transit interface, and a Region that has it', () => {
    const on = { enableSiteLink: true };
    expect(refusal(on, vif({ kind: 'transit' }))).toBeUndefined();
    expect(refusal(on, vif({ directConnectGatewayId: null }))).toMatch(/^SiteLink needs a Direct Connect/);
    expect(refusal(on, vif({ kind: 'public', directConnectGatewayId: null }))).toBe(
      'SiteLink is not available for public virtual interfaces',
    );
    expect(refusal(on, vif({ region: 'us-gov-west-1' }))).toBe('SiteLink is not available in us-gov-west-1');
    // Off is never refused for it.
    expect(refusal({ enableSiteLink: false }, vif({ siteLink: 1, region: 'us-gov-west-1' }))).toBeUndefined();
  });
});

describe('prefix counts', () => {
  const change = (count: number, inUse: number) => [{ family: 'IPv6', count, inUse } as const];
  test.each([
    ['private', change(10, 10), undefined],
    ['private', change(9, 10), 'Virtual Interface dxvif-fg000001 has 10 IPv6 prefixes in use: 9 is too few'],
    ['public', [], undefined],
    ['public', change(10, 0), 'Prefix counts cannot be set for public virtual interfaces'],
  ] as const)('%s: %j', (kind, changes, message) => {
    expect(checkPrefixChange(vif({ kind }), changes)?.message).toBe(message);
  });
});
