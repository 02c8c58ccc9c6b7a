import { textsIn } from '../texts-in.ts';
import type { Refusal } from '../refusal.ts';
import { type CloudGatewayKind, noSuchGateway, notAvailable } from './kind.ts';

/** A virtual private or transit gateway, as somebody sees it who wants to use it. */
export interface UsedGateway {
  readonly id: string;
  readonly kind: CloudGatewayKind;
  readonly account: string;
  readonly region: string;
  readonly state: string;
  /** JSON list of accounts. */
  readonly sharedWith: string;
}

export interface GatewayUser {
  readonly account: string;
  readonly region: string;
}

/**
 * Refuses a gateway that the caller cannot use in the called Region. Owners use theirs; whom the operator shares one with
 * uses it as an owner does (GUESS: the service knows no such sharing). One that is being deleted looks unknown (GUESS #52).
 */
export function checkUse(
  gateway: UsedGateway | undefined,
  kind: CloudGatewayKind,
  id: string,
  user: GatewayUser,
): Refusal | undefined {
  const lives = gateway?.state === 'available' || gateway?.state === 'pending';
  if (gateway?.kind !== kind || !lives || !mayUse(gateway, user)) return noSuchGateway(kind, id);
  return gateway.state === 'pending' ? notAvailable(kind, id) : undefined;
}

/**
 * Whether virtual interfaces of an account that are attached to the gateway itself have the networks behind it. They stay
 * when the gateway is deleted or no longer shared with their owner, and lead nowhere meanwhile (GUESS): the gateway's owner
 * does not even see them.
 */
export function leadsInto(
  gateway: Pick<UsedGateway, 'account' | 'region' | 'state' | 'sharedWith'>,
  user: GatewayUser,
): boolean {
  return gateway.state !== 'deleted' && mayUse(gateway, user);
}

function mayUse(
  gateway: Pick<UsedGateway, 'account' | 'region' | 'sharedWith'>,
  { account, region }: GatewayUser,
): boolean {
  const sharedWith = textsIn(gateway.sharedWith);
  return gateway.region === region && (gateway.account === account || sharedWith.includes(account));
}
