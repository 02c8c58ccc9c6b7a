import type { Preference, Scope } from './route.ts';

/** Communities of the service's own that customers set: local preference of private and transit ones [UG26]. */
const PREFERENCE_COMMUNITIES: Readonly<Record<string, Preference>> = {
  '7224:7100': 'low',
  '7224:7200': 'medium',
  '7224:7300': 'high',
};

/** How far the service carries a route of a public one [UG26]. */
export const SCOPE_COMMUNITIES: Readonly<Record<string, Scope>> = {
  '7224:9100': 'region',
  '7224:9200': 'continent',
  '7224:9300': 'global',
};

/** Where the service's own public prefix is, seen from the location [UG26]; other continents have none. */
export const SAME_REGION = '7224:8100';
export const SAME_CONTINENT = '7224:8200';

/** RFC 1997: not beyond the neighbour's AS, and to nobody. */
export const NO_EXPORT = '65535:65281';
export const NO_ADVERTISE = '65535:65282';

/** All of 7224:* is reserved [UG26]. */
const RESERVED = '7224:';

/**
 * Local preferences; higher wins, and only their order is known: low, medium, high [UG26]. Unmarked: medium in the Region of
 * the location, lower elsewhere [UG26]; that it is above low there is a GUESS, or a path marked low would be no backup.
 */
export const LOCAL_PREFERENCES = { high: 300, medium: 200, elsewhere: 150, low: 100 } as const;

const WIDTHS: readonly Scope[] = ['region', 'continent', 'global'];
const HEIGHTS: readonly Preference[] = ['high', 'medium', 'low'];

/** The mark that counts; null without one. They exclude each other [UG26]: of several the highest counts (GUESS). */
export function preferenceOf(communities: readonly string[]): Preference | null {
  if (communities.length === 0) return null;
  const marks = communities.map((one) => PREFERENCE_COMMUNITIES[one]);
  return HEIGHTS.find((height) => marks.includes(height)) ?? null;
}

/** How far the route goes: without a mark everywhere [UG26]; of several the narrowest counts (GUESS). */
export function scopeOf(communities: readonly string[]): Scope {
  if (communities.length === 0) return 'global';
  const marks = communities.map((one) => SCOPE_COMMUNITIES[one]);
  return WIDTHS.find((width) => marks.includes(width)) ?? 'global';
}

/** What is left of communities when the service's own are taken off, as SiteLink does [UG26]. */
export function withoutReserved(communities: readonly string[]): readonly string[] {
  return communities.some(isReserved) ? communities.filter((one) => !isReserved(one)) : communities;
}

const isReserved = (community: string) => community.startsWith(RESERVED);

const SHOWN = {
  accepted: /^7224:(7[123]00|9[123]00)$/,
  advertised: /^7224:8[12]00$/,
};

/** Those that ListVirtualInterfaceRoutes shows: the service's supported ones of that direction (fidelity 1.13) [UG26]. */
export function visibleCommunities(
  direction: 'accepted' | 'advertised',
  communities: readonly string[],
): readonly string[] {
  return communities.filter((one) => SHOWN[direction].test(one));
}
