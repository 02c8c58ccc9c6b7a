import { expect, test } from 'vitest';
import { customerRouterConfig } from './customer-router-config.ts';
import { golden } from './golden.testing.ts';
import { ipv4, ipv6, ipv6OnlyVif, privateVif, publicVif, transitVif } from './vif.testing.ts';

/** As the CLI's example of CreateBGPPeer has it [CLI]. */
const dualStack = { ...privateVif, amazonAsn: 7224, peers: [ipv4, { ...ipv6, customerAsn: 64600 }] };

test.each([
  ['recorded', dualStack],
  ['private', privateVif],
  ['transit', transitVif],
  ['public', publicVif],
  ['ipv6-only', ipv6OnlyVif],
])('the document of %s', (name, vif) => {
  const text = customerRouterConfig(vif);
  expect(text).toBe(golden(`xml/${name}.xml`, text));
});

test('a peer that is being deleted has no lines', () => {
  const leaving = { ...dualStack, peers: [ipv4, { ...ipv6, state: 'deleting' as const }] };
  expect(customerRouterConfig(leaving)).toBe(customerRouterConfig({ ...dualStack, peers: [ipv4] }));
});

test('the new peer has the lines of the one that it replaces', () => {
  const old = { ...ipv4, state: 'deleting' as const, authKey: 'old-key' };
  expect(customerRouterConfig({ ...privateVif, peers: [old, ipv4] })).toBe(customerRouterConfig(privateVif));
});

test('an interface that is being deleted keeps its lines', () => {
  const peers = dualStack.peers.map((peer) => ({ ...peer, state: 'deleting' as const }));
  expect(customerRouterConfig({ ...dualStack, peers })).toBe(customerRouterConfig(dualStack));
});

test('addresses that are not known yet are empty', () => {
  const peers = [{ ...ipv4, amazonAddress: null, customerAddress: null }];
  const text = customerRouterConfig({ ...privateVif, peers });
  expect(text).toContain('\n  <customer_address></customer_address>\n  <amazon_address></amazon_address>\n');
});

test('characters of a key that XML keeps for itself', () => {
  const peers = [{ ...ipv4, authKey: `a&b<c>d"e'f&amp;` }];
  const text = customerRouterConfig({ ...privateVif, peers });
  expect(text).toContain(`\n  <bgp_auth_key>a&amp;b&lt;c&gt;d"e'f&amp;amp;</bgp_auth_key>\n`);
});
