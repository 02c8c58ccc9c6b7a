import { HOSTED_BANDWIDTHS, mbpsOf } from '../bandwidth.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerStanding } from './partner.ts';

/** From here on a slice is for partners of type v2 [M][UG26]. */
const QUALIFIED_MBPS = 1_000;
const WIDEST = '25Gbps';
const WIDEST_PORT = '100G';

/** A slice of an interconnect or LAG that a partner wants to allocate. */
export interface SliceOrder {
  readonly bandwidth: string;
  /** Who allocates it. */
  readonly account: string;
  readonly standing: PartnerStanding;
  /** Where its parent is, and the port speeds there (`100G`). */
  readonly location: string;
  readonly speeds: readonly string[];
}

/** Whether such a slice is sold at all, by this partner, at this place (fidelity 1.2). */
export function checkSlice(order: SliceOrder): Refusal | undefined {
  const { bandwidth, account, standing, location, speeds } = order;
  if (!HOSTED_BANDWIDTHS.includes(bandwidth)) {
    // The values are [M][UG26]; the text is a GUESS.
    return refuse(`Bandwidth ${bandwidth} is not valid. Valid values: ${HOSTED_BANDWIDTHS.join(', ')}`);
  }
  if (standing === 'v1' && (mbpsOf(bandwidth) ?? 0) >= QUALIFIED_MBPS) {
    // Only specially qualified partners (nniPartnerType v2) [UG26][M]; the text is a GUESS.
    return refuse(
      `Account ${account} is not authorized to allocate hosted connections of ${bandwidth}. Available: ${belowQualified()}`,
    );
  }
  if (bandwidth === WIDEST && !speeds.includes(WIDEST_PORT)) {
    // 25Gbps only where 100G ports exist [UG26]; the text is a GUESS.
    return refuse(
      `Bandwidth ${bandwidth} is not available at location ${location}, which has no ${WIDEST_PORT} ports`,
    );
  }
  return undefined;
}

function belowQualified(): string {
  return HOSTED_BANDWIDTHS.filter((bandwidth) => (mbpsOf(bandwidth) ?? 0) < QUALIFIED_MBPS).join(', ');
}
