import { type Prefix, formatPrefix } from '../addressing/prefix.ts';
import { type CidrWishes, parseRouteFilters } from '../addressing/prefix-lists.ts';
import { type Range, rangeOfNetwork } from '../addressing/ranges.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Networks that a customer may have registered; those for documents and benchmarks are what labs and tests use (own rule). */
const REGISTERED: readonly Range[] = ['public', 'documentation', 'benchmarking'];

/**
 * The prefixes of a public virtual interface (fidelity 1.5, 6.5), as the request wrote them: clients compare the texts [TF].
 * One that comes twice counts once (GUESS, as in other lists of prefixes).
 */
export function routeFiltersOf(wanted: CidrWishes | undefined): readonly string[] | Refusal {
  const parsed = parseRouteFilters(wanted);
  if ('refused' in parsed) return parsed;
  const written = new Map<string, string>();
  for (const [index, prefix] of parsed.entries()) {
    const { cidr = '' } = wanted?.[index] ?? {};
    if (!isRegistrable(prefix)) return notRegistrable(index, cidr);
    const known = formatPrefix(prefix);
    if (!written.has(known)) written.set(known, cidr);
  }
  return [...written.values()];
}

const isRegistrable = (prefix: Prefix) => REGISTERED.includes(rangeOfNetwork(prefix));

/** Prefixes have to be registered to the customer [UG26], which these are to nobody; the text is a GUESS. */
function notRegistrable(index: number, cidr: string): Refusal {
  return refuse(
    `routeFilterPrefixes[${index}].cidr ${cidr} is not valid: private and reserved networks are registered to nobody`,
  );
}
