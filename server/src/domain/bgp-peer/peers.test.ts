import { describe, expect, test } from 'vitest';
import { checkFamily, checkNotLast, namedPeer, type PeerName, type PeerOf } from './peers.ts';

const VIF = 'dxvif-fg000001';
const peer = (id: string, changes: Partial<PeerOf> = {}): PeerOf => ({
  id,
  state: 'available',
  addressFamily: 'ipv4',
  asn: 65_000,
  customerAddress: '169.254.1.6/29',
  ...changes,
});
const v4 = peer('dxpeer-fg000004');
const v6 = peer('dxpeer-fg000006', { addressFamily: 'ipv6', customerAddress: '2001:db8::6/125' });
const leaving = peer('dxpeer-fg00000x', { state: 'deleting' });

test.each([
  ['ipv4', [], undefined],
  ['ipv4', [v6], undefined],
  ['ipv4', [leaving], undefined],
  [
    'ipv4',
    [leaving, v4],
    'Virtual Interface dxvif-fg000001 already has a BGP peer for ipv4: dxpeer-fg000004',
  ],
  ['ipv6', [v4, v6], 'Virtual Interface dxvif-fg000001 already has a BGP peer for ipv6: dxpeer-fg000006'],
] as const)('a new %s peer beside %j', (family, peers, message) => {
  expect(checkFamily(family, VIF, peers)?.message).toBe(message);
});

test('two of a family, and no third, where there is logical redundancy', () => {
  const other = peer('dxpeer-fg000005');
  expect(checkFamily('ipv4', VIF, [v4, v6], true)).toBeUndefined();
  expect(checkFamily('ipv4', VIF, [v4, other, v6], true)?.message).toBe(
    'Virtual Interface dxvif-fg000001 already has 2 BGP peers for ipv4: dxpeer-fg000004 and dxpeer-fg000005',
  );
});

describe('a peer is named', () => {
  const named = (name: PeerName) => {
    const found = namedPeer(name, VIF, [leaving, v4, v6]);
    return 'refused' in found ? found.message : found.id;
  };

  test.each([
    ['by its id', { bgpPeerId: v6.id }, v6.id],
    ['by AS number and address', { asn: 65_000, customerAddress: '169.254.1.6/29' }, v4.id],
    ['by the long one, which wins', { asn: 1, asnLong: 65_000, customerAddress: '2001:db8::6/125' }, v6.id],
    [
      'by both, which have to agree',
      { bgpPeerId: v4.id, asn: 65_000, customerAddress: '2001:db8::6/125' },
      `BGP Peer ${v4.id} does not exist on Virtual Interface ${VIF}.`,
    ],
    [
      'by the id of one that is being deleted',
      { bgpPeerId: leaving.id },
      `BGP Peer ${leaving.id} does not exist on Virtual Interface ${VIF}.`,
    ],
    [
      'by an address of nobody',
      { asn: 65_000, customerAddress: '10.0.0.1/30' },
      `BGP Peer with ASN 65000 and customer address 10.0.0.1/30 does not exist on Virtual Interface ${VIF}.`,
    ],
    [
      'by the AS number alone',
      { asn: 65_000 },
      'Give bgpPeerId, or customerAddress together with asn or asnLong',
    ],
    ['not at all', {}, 'Give bgpPeerId, or customerAddress together with asn or asnLong'],
  ])('%s', (_, name, expected) => {
    expect(named(name)).toBe(expected);
  });
});

test('the last peer stays, those that are being deleted not counted', () => {
  expect(checkNotLast([v4, v6])).toBeUndefined();
  expect(checkNotLast([leaving, v4])?.message).toBe(
    'The last BGP Peer on a Virtual Interface cannot be deleted',
  );
});
