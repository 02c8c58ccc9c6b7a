import { DEDICATED_BANDWIDTHS, portSpeedOf } from '../bandwidth.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What a location offers, from its devices and its entry in the catalogue. */
export interface Site {
  readonly code: string;
  readonly region: string;
  readonly speeds: readonly string[];
  readonly macSecSpeeds: readonly string[];
  readonly providers: readonly string[];
}

export interface PortOrder {
  readonly bandwidth: string;
  readonly providerName?: string | undefined;
  readonly requestMACSec?: boolean | undefined;
}

/** What an ordered port will be. */
export interface OrderedPort {
  readonly speed: string;
  readonly macSec: boolean;
  /** MACsec connections start in should_encrypt [XC][AT]. */
  readonly encryptionMode: string | null;
  readonly providerName: string | null;
}

/** The location does not exist in the called Region. */
export function unknownLocation(code: string, region: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(
    `Location ${code} is not available in ${region}. Use DescribeLocations to list the locations.`,
  );
}

/** Whether the site sells such a port (fidelity 1.1). */
export function orderPort(order: PortOrder, site: Site): OrderedPort | Refusal {
  const { bandwidth, providerName } = order;
  const macSec = order.requestMACSec === true;
  if (!DEDICATED_BANDWIDTHS.includes(bandwidth)) {
    // Sub-1G is for partners' hosted connections only [FAQ]; the text is a GUESS.
    return refuse(`Bandwidth ${bandwidth} is not valid. Valid values: ${DEDICATED_BANDWIDTHS.join(', ')}`);
  }
  const speed = portSpeedOf(bandwidth);
  if (!site.speeds.includes(speed)) {
    // Must be offered at the location [TF]; the text is a GUESS.
    return refuse(
      `Bandwidth ${bandwidth} is not available at location ${site.code}. Available: ${list(site.speeds)}`,
    );
  }
  if (macSec && !site.macSecSpeeds.includes(speed)) {
    // Only on locations and speeds with MACsec [M]; the text is a GUESS.
    return refuse(
      `MACsec is not available for ${bandwidth} at location ${site.code}. Available: ${list(site.macSecSpeeds)}`,
    );
  }
  if (providerName !== undefined && site.providers.length > 0 && !site.providers.includes(providerName)) {
    // One of the location's providers [TF]; refused only where there is a list (GUESS #48).
    return refuse(
      `Provider ${providerName} is not available at location ${site.code}. Available: ${list(site.providers)}`,
    );
  }
  return {
    speed,
    macSec,
    encryptionMode: macSec ? 'should_encrypt' : null,
    providerName: providerName ?? null,
  };
}

const list = (values: readonly string[]) => (values.length === 0 ? 'none' : values.join(', '));
