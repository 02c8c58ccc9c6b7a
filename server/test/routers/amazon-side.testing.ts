import { configuredPeers, type RouterConfigVif } from '../../src/domain/router-config/vif.ts';

/** What the other side of the interface is set up with: FRR again, in words of its own. */
export function amazonSide(vif: RouterConfigVif): string {
  const peers = configuredPeers(vif.peers).map((peer) => ({
    ...peer,
    address: (peer.customerAddress ?? '').split('/')[0],
  }));
  return [
    'route-map ALL permit 10',
    'exit',
    'bfd',
    ' profile service',
    '  transmit-interval 300',
    '  receive-interval 300',
    ' exit',
    'exit',
    `router bgp ${vif.amazonAsn}`,
    ' bgp router-id 10.255.0.1',
    ' no bgp default ipv4-unicast',
    ' no bgp network import-check',
    ...peers.flatMap(({ address, customerAsn, authKey }) => [
      ` neighbor ${address} remote-as ${customerAsn}`,
      ` neighbor ${address} password ${authKey}`,
      ` neighbor ${address} bfd profile service`,
      ` neighbor ${address} timers connect 1`,
    ]),
    ...peers.flatMap(({ family, address }) => [
      ` address-family ${family} unicast`,
      `  network ${SERVICE_NETWORK[family]}`,
      `  neighbor ${address} activate`,
      // Else FRR 8.4 asks BIRD for a refresh when its route-maps settle, and now and then drops what it is sent again.
      `  neighbor ${address} soft-reconfiguration inbound`,
      `  neighbor ${address} route-map ALL in`,
      `  neighbor ${address} route-map ALL out`,
      ' exit-address-family',
    ]),
    'exit',
    '',
  ].join('\n');
}

/** What the service announces. */
export const SERVICE_NETWORK = { ipv4: '172.31.0.0/16', ipv6: 'fd00:aaaa::/32' };
