/** What a virtual interface of a type leads to through a Direct Connect gateway, which carries one pair of them [UG23][AT]. */
const LEADS_TO = { private: 'virtualPrivateGateway', transit: 'transitGateway' } as const;

export const GATEWAY_WORDS = {
  virtualPrivateGateway: 'virtual private gateways',
  transitGateway: 'transit gateways',
} as const;

type InterfaceType = keyof typeof LEADS_TO;
type GatewayType = keyof typeof GATEWAY_WORDS;

/** What a gateway has of the pair that excludes the wanted one, in words; undefined: nothing. */
export function otherTypeOn(
  wanted: InterfaceType | GatewayType,
  interfaces: readonly { readonly kind: string }[],
  associated: readonly GatewayType[],
): string | undefined {
  const other = wanted === 'private' || wanted === 'virtualPrivateGateway' ? 'transit' : 'private';
  const gateway = LEADS_TO[other];
  if (!interfaces.some(({ kind }) => kind === other) && !associated.includes(gateway)) return undefined;
  return `${other} virtual interfaces or ${GATEWAY_WORDS[gateway]}`;
}
