import { createHash } from 'node:crypto';
import catalogue from '../../../data/locations.json' with { type: 'json' };
import type { DeviceRow, LocationRow } from '../tables/inventory.ts';

interface Entry {
  readonly code: string;
  readonly region: string;
  readonly name: string;
  readonly portSpeeds: readonly string[];
  readonly macSecPortSpeeds: readonly string[];
  readonly providers?: readonly string[];
}

/** The lab's devices: two a location, so that a second connection can land elsewhere. */
const DEVICES_PER_LOCATION = 2;

const entries: readonly Entry[] = catalogue.locations;
const continents = Object.entries(catalogue.continents);
const providersByContinent: Readonly<Record<string, readonly string[]>> = catalogue.providersByContinent;

/** Locations and devices of the lab, from the real location codes. The same data gives the same rows. */
export function labCatalogue(): {
  readonly locations: readonly LocationRow[];
  readonly devices: readonly DeviceRow[];
} {
  return { locations: entries.map(locationRow), devices: entries.flatMap(deviceRows) };
}

function locationRow(entry: Entry): LocationRow {
  const continent = continents.find(([, regions]) => regions.includes(entry.region))?.[0] ?? '';
  return {
    region: entry.region,
    codeKey: entry.code.toLowerCase(),
    code: entry.code,
    name: entry.name,
    address: null,
    providers: JSON.stringify(entry.providers ?? providersByContinent[continent] ?? []),
    billingModes: JSON.stringify(billingModes(entry, continent)),
    source: 'catalogue',
    revision: 1,
  };
}

/** Flat rate: 10G and 100G only, not in China [UG26][PG26]; which Regions a tier reaches is a GUESS by distance. */
function billingModes(entry: Entry, continent: string): readonly object[] {
  const payAsYouGo = {
    billingMode: 'PayAsYouGo',
    availablePortSpeeds: entry.portSpeeds,
    includedRegions: [entry.region],
  };
  const speeds = entry.portSpeeds.filter((speed) => speed === '10G' || speed === '100G');
  if (continent === 'china' || speeds.length === 0) return [payAsYouGo];
  const regionsOf = (names: readonly string[]) =>
    continents.filter(([name]) => names.includes(name)).flatMap(([, regions]) => regions);
  const country = regionsOf([continent]).filter(
    (region) => region.split('-')[0] === entry.region.split('-')[0],
  );
  const reach = [
    [entry.region],
    country,
    regionsOf([continent]),
    regionsOf([continent, 'northAmerica', 'europe']),
    regionsOf(continents.map(([name]) => name).filter((name) => name !== 'china')),
  ];
  return [
    payAsYouGo,
    ...reach.map((includedRegions, index) => ({
      billingMode: `FlatRateTier${index + 1}`,
      availablePortSpeeds: speeds,
      includedRegions,
    })),
  ];
}

function deviceRows(entry: Entry): readonly DeviceRow[] {
  return Array.from({ length: DEVICES_PER_LOCATION }, (_, index) => ({
    id: deviceName(entry.code, `device ${index + 1}`),
    region: entry.region,
    location: entry.code,
    ordinal: index + 1,
    logicalId: deviceName(entry.code, `logical ${index + 1}`),
    rack: `R${String(index + 1).padStart(2, '0')}`,
    panel: `PP-${index + 1}`,
    speeds: JSON.stringify(entry.portSpeeds),
    macSecSpeeds: JSON.stringify(entry.macSecPortSpeeds),
    grows: 1,
    open: 1,
    redundant: 0,
    dirtySince: null,
    revision: 1,
  }));
}

/** `<LocationCode>-<base36>`, stable per device; 12 to 13 characters (fidelity 3.3, guesses #36). */
function deviceName(code: string, what: string): string {
  const hash = createHash('sha256').update(`${code} ${what}`).digest().readBigUInt64BE();
  return `${code}-${hash.toString(36)}`;
}
