import type { RouterConfigPeer, RouterConfigVif } from './vif.ts';

/** Peers and interfaces for tests of configurations. */
export const ipv4: RouterConfigPeer = {
  family: 'ipv4',
  state: 'available',
  amazonAddress: '169.254.255.1/30',
  customerAddress: '169.254.255.2/30',
  customerAsn: 65000,
  authKey: '0xC_ukbCerl6EYA0uexample',
};

export const ipv6: RouterConfigPeer = {
  family: 'ipv6',
  state: 'pending',
  amazonAddress: '2001:db8:1100:2f0:0:1:9cb4:4211/125',
  customerAddress: '2001:db8:1100:2f0:0:1:9cb4:4216/125',
  customerAsn: 65000,
  authKey: '0xS27kAIU_VHPjjAexample',
};

export const privateVif: RouterConfigVif = {
  id: 'dxvif-fg1vuj3d',
  name: 'Test',
  kind: 'private',
  vlan: 125,
  mtu: 1500,
  connectionId: 'dxcon-fguhmqlc',
  connectionName: 'Data centre 1',
  lag: false,
  location: 'EqDC2',
  device: 'EqDC2-4h6ce2r1bes6',
  amazonAsn: 64512,
  peers: [ipv4],
  routeFilterPrefixes: [],
  macSec: null,
};

export const transitVif: RouterConfigVif = {
  ...privateVif,
  id: 'dxvif-fh2transit',
  name: 'Transit, both families',
  kind: 'transit',
  vlan: 126,
  mtu: 8500,
  amazonAsn: 4200000000,
  connectionId: 'dxlag-fgs34rp3',
  connectionName: 'Two ports',
  lag: true,
  peers: [
    { ...ipv4, customerAsn: 4200000001 },
    { ...ipv6, customerAsn: 4200000001 },
  ],
};

export const publicVif: RouterConfigVif = {
  ...privateVif,
  id: 'dxvif-fg9xo9vp',
  name: 'PublicVirtualInterface',
  kind: 'public',
  vlan: 2000,
  amazonAsn: 7224,
  peers: [{ ...ipv4, amazonAddress: '203.0.113.1/30', customerAddress: '203.0.113.2/30' }, ipv6],
  routeFilterPrefixes: ['203.0.113.0/30', '198.51.100.0/24', '2001:db8:100::/48'],
};

export const macSecVif: RouterConfigVif = {
  ...privateVif,
  id: 'dxvif-fgmacsec',
  macSec: {
    ckns: [
      '0011223344556677889900112233445566778899001122334455667788990011',
      'c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3c4f3',
    ],
  },
};

export const ipv6OnlyVif: RouterConfigVif = { ...privateVif, id: 'dxvif-fg6only6', peers: [ipv6] };
