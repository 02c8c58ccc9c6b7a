import { partitionOf } from '../region.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A virtual interface that is to exchange traffic with others of its gateway. */
export interface SiteLinkWish {
  readonly directConnectGatewayId: string | null;
  readonly region: string;
}

/** SiteLink needs a Direct Connect gateway, and is not sold in GovCloud and China [UG23] (fidelity 6.6). */
export function checkSiteLink({ directConnectGatewayId, region }: SiteLinkWish): Refusal | undefined {
  if (directConnectGatewayId === null) {
    // Refused [UG23][TFI#49571]; the text is a GUESS.
    return refuse(
      'SiteLink needs a Direct Connect gateway: enableSiteLink cannot be used with a virtual private gateway',
    );
  }
  const partition = partitionOf(region);
  if (partition !== 'aws-us-gov' && partition !== 'aws-cn') return undefined;
  // Not available there [UG23]; the text is a GUESS.
  return refuse(`SiteLink is not available in ${region}`);
}
