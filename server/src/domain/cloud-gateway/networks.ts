import { type Refusal, refuse } from '../refusal.ts';
import type { CloudGatewayKind } from './kind.ts';

/** A network behind a gateway, such as a VPC. */
export interface Network {
  readonly networkId: string;
  readonly cidrs: readonly string[];
}

/** The networks with one more; one that is attached already has other prefixes from now on. Texts are the operator's. */
export function attachNetwork(
  kind: CloudGatewayKind,
  networks: readonly Network[],
  wanted: Network,
): readonly Network[] | Refusal {
  const at = networks.findIndex(({ networkId }) => networkId === wanted.networkId);
  if (at >= 0) return networks.with(at, wanted);
  const [other] = networks;
  // The operator's own text (GUESS).
  if (kind === 'virtualPrivateGateway' && other !== undefined)
    return refuse(`It is attached to ${other.networkId}: a virtual private gateway has one network`);
  return [...networks, wanted];
}

/** The networks without one. */
export function detachNetwork(networks: readonly Network[], networkId: string): readonly Network[] | Refusal {
  const left = networks.filter((one) => one.networkId !== networkId);
  // The operator's own text (GUESS).
  return left.length === networks.length ? refuse(`It is not attached to ${networkId}`) : left;
}
