import type { TimerName } from '../domain/profile.ts';
import type { PublicNetwork } from '../work/routing-world.ts';
import type { Ipv6Pool } from '../domain/virtual-interface/auto-addresses.ts';

/** Seals and opens secrets that are stored. */
export interface Sealer {
  seal(plain: string): string;
  /** @throws Error when the text was sealed with another key or has been changed */
  open(sealed: string): string;
}

/** The settings that operations decide with. */
export interface OperationSettings {
  /** `lab` takes undeclared accounts and grows ports; see design: two profiles. */
  readonly profile: 'lab' | 'production';
  readonly durations: { readonly [T in TimerName]: number | null };
  /** The fabric tells all its facts again after each look (simulated), or somebody reports them once (manual). */
  readonly factsRetold: boolean;
  readonly quotas: boolean;
  /** A gateway that nobody knows is taken as the first caller's (labs). */
  readonly assumeGateways: boolean;
  /** Mask length of the IPv4 blocks that BGP peers get (GUESS #10). */
  readonly autoAddressBlock: 29 | 30;
  /** What the blocks of IPv6 peers are drawn from (GUESS #12). */
  readonly autoIpv6Pool: Ipv6Pool;
  /** The operator's public prefixes, and where Regions are. */
  readonly publicNetwork: PublicNetwork;
  /** Name on letters and agreements: the operator's own. */
  readonly operatorName: string;
  /** Base of links in letters, without a slash at the end. */
  readonly publicUrl: string;
  readonly sealer: Sealer;
  /** Units of work run side by side: siblings that are counted need a touched parent that exists. */
  readonly concurrentUnits: boolean;
}
