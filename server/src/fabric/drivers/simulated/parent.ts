import { NO_ENCRYPTION, NO_LINK, TOO_FEW_LINKS } from '../../../domain/bgp-peer/causes.ts';
import type { EdgeConfig, WantedPort } from '../../fabric.ts';
import type { WantedParent } from '../../wanted-interface.ts';
import type { PortLight } from './world.ts';

/**
 * Why nothing gets through a port or LAG now; undefined when it carries traffic. A LAG needs `minimumLinks` working
 * members, and one at least, whatever its state says; with must_encrypt a link without MACsec carries nothing [UG23].
 */
export function blockedBy(
  parent: WantedParent,
  { ports, lags }: Pick<EdgeConfig, 'ports' | 'lags'>,
  lights: ReadonlyMap<number, PortLight>,
): string | undefined {
  const fault = (number: number) => {
    const port = ports.find((one) => one.number === number);
    return port === undefined ? NO_LINK : faultOf(port, lights.get(number));
  };
  if ('port' in parent) return fault(parent.port);
  const lag = lags.find(({ id }) => id === parent.lag);
  const working = (lag?.members ?? []).filter((number) => fault(number) === undefined);
  return working.length >= Math.max(1, lag?.minimumLinks ?? 1) ? undefined : TOO_FEW_LINKS;
}

function faultOf({ macSec }: WantedPort, light: PortLight | undefined): string | undefined {
  if (light === undefined || light.link === 'down') return NO_LINK;
  return macSec?.mode === 'must_encrypt' && !light.encrypted ? NO_ENCRYPTION : undefined;
}
