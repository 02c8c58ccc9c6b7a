import { describe, expect, test } from 'vitest';
import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import { type BillingOrder, connectionBilling, joinBilling, lagBilling } from './order.ts';

const OFFERS: readonly AvailableBillingMode[] = [
  { billingMode: 'PayAsYouGo', availablePortSpeeds: ['1G', '10G', '100G', '400G'] },
  { billingMode: 'FlatRateTier1', availablePortSpeeds: ['10G', '100G', '400G'] },
  { billingMode: 'FlatRateTier2', availablePortSpeeds: ['100G'] },
];
const PAYING = { id: 'dxcon-ffpaying', billingMode: 'PayAsYouGo' };
const FLAT = { id: 'dxcon-ffflat01', billingMode: 'FlatRateTier1' };
const order = (asked?: RequestBillingMode, given: Partial<BillingOrder> = {}): BillingOrder => ({
  asked,
  bandwidth: '10Gbps',
  location: 'EQDC2',
  offers: OFFERS,
  neighbours: [],
  ...given,
});
const lag = (billingMode: string, empty = false) => ({ id: 'dxlag-ffabcdef', billingMode, empty });
const refusal = (message: string) => ({ refused: 'DirectConnectClientException', message });

describe('a connection is billed', () => {
  test.each<[string, BillingOrder, Parameters<typeof connectionBilling>[1], string]>([
    ['pay-as-you-go when nothing is asked', order(), undefined, 'PayAsYouGo'],
    ['as asked', order('FlatRateTier1'), undefined, 'FlatRateTier1'],
    ['pay-as-you-go where nothing is offered', order('PayAsYouGo', { offers: [] }), undefined, 'PayAsYouGo'],
    [
      'by another tier than its neighbours',
      order('FlatRateTier2', { bandwidth: '100Gbps', neighbours: [FLAT] }),
      undefined,
      'FlatRateTier2',
    ],
    ['as its LAG', order(undefined, { neighbours: [FLAT] }), lag('FlatRateTier1'), 'FlatRateTier1'],
    ['as asked in a LAG without members', order('FlatRateTier1'), lag('PayAsYouGo', true), 'FlatRateTier1'],
  ])('%s', (_, given, its, mode) => {
    expect(connectionBilling(given, its)).toBe(mode);
  });

  test.each<[string, BillingOrder, Parameters<typeof connectionBilling>[1], string]>([
    [
      'for a speed that has no flat rate',
      order('FlatRateTier1', { bandwidth: '1Gbps' }),
      undefined,
      'Billing mode FlatRateTier1 is not available for 1Gbps at location EQDC2. Available: PayAsYouGo',
    ],
    [
      'for a speed that has none, whatever the location says',
      order('FlatRateTier1', { bandwidth: '400Gbps' }),
      undefined,
      'Billing mode FlatRateTier1 is not available for 400Gbps at location EQDC2. Available: PayAsYouGo',
    ],
    [
      'for a tier that the location does not sell at the speed',
      order('FlatRateTier2'),
      undefined,
      'Billing mode FlatRateTier2 is not available for 10Gbps at location EQDC2. Available: PayAsYouGo, FlatRateTier1',
    ],
    [
      'flat-rate beside pay-as-you-go',
      order('FlatRateTier1', { neighbours: [PAYING] }),
      undefined,
      'Connections at location EQDC2 are either all pay-as-you-go or all flat-rate: FlatRateTier1 does not go with billing mode PayAsYouGo of dxcon-ffpaying',
    ],
    [
      'by default beside flat rate',
      order(undefined, { neighbours: [FLAT] }),
      undefined,
      'Connections at location EQDC2 are either all pay-as-you-go or all flat-rate: PayAsYouGo does not go with billing mode FlatRateTier1 of dxcon-ffflat01',
    ],
    [
      'otherwise than its LAG',
      order('FlatRateTier1'),
      lag('PayAsYouGo'),
      'Billing mode FlatRateTier1 differs from billing mode PayAsYouGo of dxlag-ffabcdef',
    ],
  ])('not %s', (_, given, its, message) => {
    expect(connectionBilling(given, its)).toEqual(refusal(message));
  });
});

describe('a LAG is billed', () => {
  test.each<[string, BillingOrder, Parameters<typeof lagBilling>[1], boolean, string]>([
    ['pay-as-you-go when nothing is asked', order(), undefined, false, 'PayAsYouGo'],
    ['as asked', order('FlatRateTier1'), undefined, false, 'FlatRateTier1'],
    ['as the connection that it is made of', order(), FLAT, false, 'FlatRateTier1'],
    ['as asked, and its first connection with it', order('FlatRateTier1'), PAYING, false, 'FlatRateTier1'],
    ['pay-as-you-go when it carries hosted connections', order(), undefined, true, 'PayAsYouGo'],
  ])('%s', (_, given, existing, partner, mode) => {
    expect(lagBilling(given, existing, partner)).toBe(mode);
  });

  test.each<[string, BillingOrder, Parameters<typeof lagBilling>[1], boolean, string]>([
    [
      'flat-rate when it carries hosted connections',
      order('FlatRateTier1'),
      undefined,
      true,
      'Billing mode FlatRateTier1 is not available for a LAG that carries hosted connections',
    ],
    [
      'otherwise than its flat-rate connection',
      order('PayAsYouGo'),
      FLAT,
      false,
      'Billing mode FlatRateTier1 of dxcon-ffflat01 differs from billing mode PayAsYouGo of the new LAG',
    ],
    [
      'by what the location does not sell',
      order('FlatRateTier2'),
      undefined,
      false,
      'Billing mode FlatRateTier2 is not available for 10Gbps at location EQDC2. Available: PayAsYouGo, FlatRateTier1',
    ],
    [
      'flat-rate beside pay-as-you-go',
      order('FlatRateTier1', { neighbours: [PAYING] }),
      undefined,
      false,
      'Connections at location EQDC2 are either all pay-as-you-go or all flat-rate: FlatRateTier1 does not go with billing mode PayAsYouGo of dxcon-ffpaying',
    ],
  ])('not %s', (_, given, existing, partner, message) => {
    expect(lagBilling(given, existing, partner)).toEqual(refusal(message));
  });
});

describe('a connection that joins a LAG', () => {
  test('keeps an equal mode, and becomes flat-rate by itself', () => {
    expect(joinBilling(lag('PayAsYouGo'), PAYING)).toBe('PayAsYouGo');
    expect(joinBilling(lag('FlatRateTier1'), FLAT)).toBe('FlatRateTier1');
    expect(joinBilling(lag('FlatRateTier3'), PAYING)).toBe('FlatRateTier3');
  });

  test('gives its mode to a LAG without members', () => {
    expect(joinBilling(lag('PayAsYouGo', true), FLAT)).toBe('FlatRateTier1');
    expect(joinBilling(lag('FlatRateTier1', true), PAYING)).toBe('PayAsYouGo');
  });

  test.each(['PayAsYouGo', 'FlatRateTier2'])('is refused when it is flat-rate and the LAG is %s', (mode) => {
    expect(joinBilling(lag(mode), FLAT)).toEqual(
      refusal(
        `Billing mode FlatRateTier1 of dxcon-ffflat01 differs from billing mode ${mode} of dxlag-ffabcdef`,
      ),
    );
  });
});
