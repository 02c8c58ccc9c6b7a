import { type Refusal, type RefusalCode, refuse } from './refusal.ts';

/** Quotas of fidelity 5 that count things; an account may have others by name. */
export const QUOTAS = {
  /** Active connections per location, Region and account [UG26]. */
  connectionsPerLocation: 10,
  /** Connections per LAG below 100G, and at 100G and 400G [UG26]. */
  connectionsPerLag: 4,
  connectionsPerLagAt100G: 2,
  /** LAGs per Region [UG26]. */
  lagsPerRegion: 10,
  /** Private and public, transit, and all virtual interfaces of a dedicated connection or LAG [UG26]. */
  privateAndPublicInterfacesPerConnection: 50,
  transitInterfacesPerConnection: 4,
  interfacesPerConnection: 51,
  /** Virtual interfaces of a hosted connection [UG26]. */
  interfacesPerHostedConnection: 1,
  /** Direct Connect gateways of an account, and what each may carry [UG26]. */
  gatewaysPerAccount: 200,
  interfacesPerGateway: 30,
  virtualPrivateGatewaysPerGateway: 20,
  transitGatewaysPerGateway: 6,
  gatewaysPerTransitGateway: 20,
  /** Allowed prefixes of an association with a transit gateway, both families together [UG26]. */
  prefixesPerTransitGateway: 200,
  /** Prefixes that a gateway takes in, over all its virtual interfaces and both families [UG26]. */
  prefixPoolPerGateway: 10_000,
  /** Rate limiters per dedicated connection [UG26]. */
  rateLimitersPerConnection: 10,
  /** Connections in a resiliency group [CFN], and groups a Region (GUESS: none is published). */
  connectionsPerResiliencyGroup: 50,
  resiliencyGroupsPerRegion: 100,
  /** Changes of a connection's billing mode in a rolling six months [UG26]. */
  billingModeChanges: 3,
  /** MACsec keys of a connection or LAG [XC]. */
  macSecKeys: 3,
} as const;

export type QuotaName = keyof typeof QUOTAS;

/** The quotas in force for one account; Infinity where they are turned off. */
export type Quotas = { readonly [Q in QuotaName]: number };

/** Where quotas are turned off. */
const UNLIMITED = Object.fromEntries(
  Object.keys(QUOTAS).map((name) => [name, Number.POSITIVE_INFINITY]),
) as Quotas;

/** Defaults, overlaid with what the account was given; unlimited when quotas are off. */
export function quotasFor(on: boolean, own: Readonly<Record<string, unknown>>): Quotas {
  if (!on) return UNLIMITED;
  const given = Object.entries(own).filter(
    ([name, value]) => Object.hasOwn(QUOTAS, name) && typeof value === 'number',
  );
  return given.length === 0 ? QUOTAS : { ...QUOTAS, ...(Object.fromEntries(given) as Partial<Quotas>) };
}

/** Refuses when `used` and `more` together would pass the quota. `what` names the things in the plural. */
export function checkQuota(
  max: number,
  used: number,
  more: number,
  what: string,
  code?: RefusalCode,
): Refusal | undefined {
  if (used + more <= max) return undefined;
  // Quota refusals are client exceptions [M]; their texts are unknown (GUESS #1).
  return refuse(`You have reached the limit of ${max} ${what}`, code);
}
