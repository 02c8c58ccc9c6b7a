import { type CidrWishes, parseRouteFilters } from '../addressing/prefix-lists.ts';
import type { Refusal } from '../refusal.ts';

/** The prefixes of a public virtual interface (fidelity 1.5), as the request wrote them: clients compare the texts [TF]. */
export function routeFiltersOf(wanted: CidrWishes | undefined): readonly string[] | Refusal {
  const parsed = parseRouteFilters(wanted);
  return 'refused' in parsed ? parsed : (wanted ?? []).map(({ cidr = '' }) => cidr);
}
