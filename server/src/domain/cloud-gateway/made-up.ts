import type { Network } from './networks.ts';

/** AS number of a gateway that nobody declared: 64512 is every Direct Connect gateway's own (GUESS). */
const MADE_UP_ASN = 64_532;

/** What a lab takes a gateway for that nobody has declared (GUESS, all of it). */
export interface MadeUp {
  readonly amazonSideAsn: number;
  readonly networks: readonly Network[];
}

/**
 * A gateway that is taken as it comes: its id says everything else about it, so that it is the same in every lab.
 *
 * @param wanted allowed prefixes of the association that it is named in first: the network is thought behind them
 */
export function madeUpGateway(id: string, wanted: readonly string[]): MadeUp {
  return {
    amazonSideAsn: MADE_UP_ASN,
    networks: [
      { networkId: `vpc-${id.slice('vgw-'.length)}`, cidrs: wanted.length > 0 ? wanted : [madeUpCidr(id)] },
    ],
  };
}

/** One of the /16 of 10.0.0.0/8: customers' routers of a lab announce other networks. */
export function madeUpCidr(id: string): string {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return `10.${(hash ^ (hash >>> 15)) & 0xff}.0.0/16`;
}
