import type { AvailableBillingMode, BillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import { portSpeedOf } from '../bandwidth.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** The mode of what nobody gave another: flat rate is never assigned by itself [PG26]; the default is a GUESS. */
export const PAY_AS_YOU_GO: RequestBillingMode = 'PayAsYouGo';

/** Flat rate is for ports of these speeds [UG26][PG26]. */
const FLAT_RATE_BANDWIDTHS: readonly string[] = ['10Gbps', '100Gbps'];

export function isFlatRate(mode: string): boolean {
  return mode !== PAY_AS_YOU_GO;
}

/** What an answer shows of a mode: half of a port pair says so [M26]. */
export function shownMode(mode: string, paired: boolean): BillingMode {
  return (paired && isFlatRate(mode) ? `PortPair${mode}` : mode) as BillingMode;
}

/** Refuses a mode that the location does not sell for the speed. Pay-as-you-go is sold everywhere (GUESS). */
export function checkOffered(
  mode: RequestBillingMode,
  bandwidth: string,
  location: string,
  offers: readonly AvailableBillingMode[],
): Refusal | undefined {
  if (!isFlatRate(mode)) return undefined;
  const sold = FLAT_RATE_BANDWIDTHS.includes(bandwidth)
    ? offers.filter(({ availablePortSpeeds }) => availablePortSpeeds?.includes(portSpeedOf(bandwidth)))
    : [];
  if (sold.some(({ billingMode }) => billingMode === mode)) return undefined;
  const names = sold.map(({ billingMode }) => billingMode).filter((name) => name !== PAY_AS_YOU_GO);
  // A client exception; own text (GUESS, fidelity 11.2b).
  return refuse(
    `Billing mode ${mode} is not available for ${bandwidth} at location ${location}. Available: ${[PAY_AS_YOU_GO, ...names].join(', ')}`,
  );
}

/** A living dedicated connection of the account, as the rule of its location sees it. */
export interface Neighbour {
  readonly id: string;
  readonly billingMode: string;
}

/** Refuses what would leave pay-as-you-go and flat rate side by side at one location [UG26][PG26]; tiers may differ (GUESS). */
export function checkNeighbours(
  mode: string,
  location: string,
  neighbours: readonly Neighbour[],
): Refusal | undefined {
  const other = neighbours.find(({ billingMode }) => isFlatRate(billingMode) !== isFlatRate(mode));
  if (other === undefined) return undefined;
  // Own text (GUESS, fidelity 11.2b).
  return refuse(
    `Connections at location ${location} are either all pay-as-you-go or all flat-rate: ${mode} does not go with billing mode ${other.billingMode} of ${other.id}`,
  );
}
