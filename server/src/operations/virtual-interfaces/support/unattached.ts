import { unconfirmedAmazonAsn } from '../../../domain/virtual-interface/amazon-asn.ts';
import type { QueryContext } from '../../operation.ts';
import { STANDARD_PREFIX_COUNT } from './create-attached.ts';

/** What an allocated one is that will lead to a gateway of its owner's: hosted ones begin with 100 prefixes each [UG26]. */
export function unattachedParts<K extends 'private' | 'transit'>(ctx: QueryContext, kind: K) {
  return {
    kind,
    reached: {
      virtualGatewayId: null,
      directConnectGatewayId: null,
      amazonSideAsn: unconfirmedAmazonAsn(ctx.caller.region),
    },
    prefixCountV4: STANDARD_PREFIX_COUNT,
    prefixCountV6: STANDARD_PREFIX_COUNT,
  };
}
