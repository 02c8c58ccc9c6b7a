import {
  ipv6,
  ipv6OnlyVif,
  macSecVif,
  privateVif,
  publicVif,
  transitVif,
} from '../../src/domain/router-config/vif.testing.ts';
import { routerConfiguration } from '../../src/domain/router-config/router-configuration.ts';
import { type RouterTypeIdentifier, routerTypeOf } from '../../src/domain/router-config/router-types.ts';
import type { RouterConfigVif } from '../../src/domain/router-config/vif.ts';
import { granted } from '../../src/domain/fault.ts';

/** All characters that a key may have [CFN]. */
export const EVERY_CHARACTER = Array.from({ length: 0x7e - 0x20 }, (_, at) =>
  String.fromCharCode(0x21 + at),
).filter((character) => !/[A-Za-z0-9]/.test(character));

const withKey = (key: string): RouterConfigVif => ({
  ...transitVif,
  peers: transitVif.peers.map((peer) => ({ ...peer, authKey: key })),
});

/** Interfaces of every kind, and with keys that look like syntax. */
export const SAMPLES: Readonly<Record<string, RouterConfigVif>> = {
  private: privateVif,
  'private, jumbo': { ...privateVif, mtu: 9001 },
  transit: transitVif,
  public: publicVif,
  'public, a thousand prefixes': {
    ...publicVif,
    routeFilterPrefixes: Array.from({ length: 1000 }, (_, at) => `100.${64 + (at >> 8)}.${at & 255}.0/24`),
  },
  'IPv6 alone': ipv6OnlyVif,
  'two ASNs': { ...transitVif, peers: [...privateVif.peers, { ...ipv6, customerAsn: 64600 }] },
  'MACsec on a LAG': { ...macSecVif, lag: true },
  'a key of every character': withKey(EVERY_CHARACTER.join('')),
  'a key that begins as a comment': withKey('!#//*key'),
  'a key of 80 characters': withKey('k'.repeat(80)),
};

/** The configuration as DescribeRouterConfiguration gives it. */
export function configurationOf(identifier: RouterTypeIdentifier, vif: RouterConfigVif): string {
  return granted(routerConfiguration(granted(routerTypeOf(identifier)), vif));
}
