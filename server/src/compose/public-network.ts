import { readFileSync } from 'node:fs';
import catalogue from '../../data/locations.json' with { type: 'json' };
import labPrefixes from '../../data/public-prefixes.json' with { type: 'json' };
import { StartRefused } from '../cli/refusal.ts';
import type { Settings } from '../cli/settings/table.ts';
import { formatPrefix, parsePrefix } from '../domain/addressing/prefix.ts';
import type { Place, PublicPrefix } from '../domain/routing/world.ts';
import type { PublicNetwork } from '../work/routing-world.ts';

const continents: ReadonlyMap<string, string> = new Map(
  Object.entries(catalogue.continents).flatMap(([continent, regions]) =>
    regions.map((region): [string, string] => [region, continent]),
  ),
);

/** A Region of the operator's own, which no list knows, is a continent for itself. */
function placeOf(region: string): Place {
  return { region, continent: continents.get(region) ?? region };
}

/**
 * The operator's public prefixes: of the file that the settings name; else in a lab the made-up ones, and in production none.
 *
 * @throws StartRefused with file and line of what is wrong
 */
export function publicNetwork({
  profile,
  publicPrefixesFile,
}: Pick<Settings, 'profile' | 'publicPrefixesFile'>): PublicNetwork {
  if (publicPrefixesFile !== undefined) return { prefixes: prefixesOf(publicPrefixesFile), placeOf };
  const prefixes = profile === 'lab' ? labPrefixes.prefixes.map(({ cidr, region }) => at(cidr, region)) : [];
  return { prefixes, placeOf };
}

const at = (cidr: string, region: string | null): PublicPrefix => ({
  cidr,
  place: region === null ? null : placeOf(region),
});

const REGION = /^[a-z]{2,8}(-[a-z]+)+-\d{1,2}$/;

/** A line a prefix, with its Region behind it where it is in one; `#` begins a comment. */
function prefixesOf(file: string): readonly PublicPrefix[] {
  return contents(file)
    .split('\n')
    .flatMap((line, index) => {
      const [cidr, region, ...more] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (cidr === undefined || cidr === '') return [];
      const prefix = parsePrefix(cidr);
      if (prefix === undefined || more.length > 0 || (region !== undefined && !REGION.test(region))) {
        throw new StartRefused(
          `${file}:${index + 1}: not a public prefix; allowed: a network and, behind it, its Region: 203.0.113.0/24 us-east-1`,
        );
      }
      return [at(formatPrefix(prefix), region ?? null)];
    });
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`--public-prefixes-file: cannot read ${file}: ${why}`, { cause: error });
  }
}
