import { type Refusal, refuse } from '../refusal.ts';
import { type ArnKind, arnOf, parseArn } from '../region.ts';

/** A resource that a tag operation names: its ARN's kind and id. */
export interface TaggedResource {
  readonly kind: ArnKind;
  readonly id: string;
}

/** No resource has the ARN, or it is somebody else's: both look the same (GUESS #7). */
export function unknownResource(arn: string): Refusal {
  // Text unknown: in house style, keeping `does not exist` (GUESS #1).
  return refuse(`Resource ${arn} does not exist.`);
}

/**
 * What an ARN names, where it is one of the caller's own: of the account, of the called Region (what is global has
 * none in its ARN), of the Region's partition.
 */
export function resourceOf(arn: string, account: string, region: string): TaggedResource | Refusal {
  const parsed = parseArn(arn);
  // Text unknown: in the style of ids (GUESS, fidelity 1.0).
  if (parsed === undefined) return refuse(`Resource ARN ${arn} has an invalid format.`);
  const { kind, id } = parsed;
  return arnOf(kind, region, account, id) === arn ? { kind, id } : unknownResource(arn);
}

/** The ARN with that account, where it has none. */
export function withAccount(arn: string, account: string): string {
  return arn.replace(/^(arn:[^:]*:directconnect:[^:]*:)(?=:)/, `$1${account}`);
}
