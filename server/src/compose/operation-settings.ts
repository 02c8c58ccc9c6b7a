import type { Settings } from '../cli/settings/table.ts';
import { durationsOf } from '../domain/profile.ts';
import { type Ipv6Pool, ipv6PoolOf } from '../domain/virtual-interface/auto-addresses.ts';
import type { OperationSettings, Sealer } from '../operations/settings.ts';
import { publicNetwork } from './public-network.ts';

/** Name on letters where nobody gave one: the lab's. Production does not start without one. */
const UNNAMED = 'Crossconnect Lab';

/**
 * The settings that operations decide with.
 *
 * @param endpoint where the server is reached; asked late, because a free port is known only when it listens
 */
export function operationSettings(
  settings: Settings,
  sealer: Sealer,
  concurrentUnits: boolean,
  endpoint: () => string,
): OperationSettings {
  return {
    profile: settings.profile,
    durations: durationsOf(settings.lifecycle),
    factsRetold: settings.fabric !== 'manual',
    quotas: settings.quotas,
    // Whoever is asked knows them all.
    assumeGateways: settings.assumeGateways && settings.ec2Endpoint === undefined,
    autoAddressBlock: settings.autoAddressBlock === '30' ? 30 : 29,
    autoIpv6Pool: poolOf(settings.autoIpv6Pool),
    publicNetwork: publicNetwork(settings),
    operatorName: settings.operatorName ?? UNNAMED,
    get publicUrl() {
      return settings.publicUrl ?? endpoint();
    },
    sealer,
    concurrentUnits,
  };
}

function poolOf(text: string): Ipv6Pool {
  const pool = ipv6PoolOf(text);
  if (pool === undefined) throw new Error(`${text} was read as an IPv6 pool`);
  return pool;
}
