import { granted } from '../../../domain/fault.ts';
import { PUBLIC_AMAZON_ASN } from '../../../domain/virtual-interface/amazon-asn.ts';
import { routeFiltersOf } from '../../../domain/virtual-interface/route-filters.ts';
import type { RouteFilterPrefix } from '../../../model/types.gen.ts';

/** Routes that a public session takes in, whatever it names [UG26]. */
const PUBLIC_PREFIX_COUNT = 1_000;

/**
 * What is the same for all public virtual interfaces: no gateway, Amazon's own AS number, and prefixes.
 *
 * @throws ServiceFault when the prefixes are no good
 */
export function publicParts(wish: { readonly routeFilterPrefixes?: readonly RouteFilterPrefix[] }) {
  return {
    kind: 'public',
    reached: {
      virtualGatewayId: null,
      directConnectGatewayId: null,
      amazonSideAsn: PUBLIC_AMAZON_ASN,
    },
    routeFilters: granted(routeFiltersOf(wish.routeFilterPrefixes)),
    prefixCountV4: PUBLIC_PREFIX_COUNT,
    prefixCountV6: PUBLIC_PREFIX_COUNT,
  } as const;
}
