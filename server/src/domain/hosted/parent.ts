import { type ConnectionKind, kindInWords } from '../connection/kind.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** The interconnect, or what was named as one: the caller's own, and living. */
export interface ParentConnection {
  readonly id: string;
  readonly kind: ConnectionKind;
  readonly lagId: string | null;
}

/** Hosted connections live on interconnects [M], and on the LAG that an interconnect is a member of. */
export function checkParentConnection({ id, kind, lagId }: ParentConnection): Refusal | undefined {
  if (kind !== 'interconnect') {
    // Partners' interconnects and LAGs alone [M]; the text is a GUESS.
    return refuse(`Connection ${id} is ${kindInWords(kind)}, not an interconnect`);
  }
  if (lagId === null) return undefined;
  // Hosted connections move to the LAG that an interconnect joins [M], so new ones belong there too; the text is a GUESS.
  return refuse(`Interconnect ${id} is a member of Lag ${lagId}: use the ID of the Lag`);
}

/** Hosted connections live on LAGs that allow them [M]. */
export function checkParentLag(lag: {
  readonly id: string;
  readonly allowsHosted: number;
}): Refusal | undefined {
  // Text unknown (GUESS #1).
  return lag.allowsHosted === 1 ? undefined : refuse(`Lag ${lag.id} does not allow hosted connections`);
}

/** There is no interconnect or LAG of that id to list hosted connections of. */
export function notAParent(account: string, id: string): Refusal {
  // "<acct> DescribeHostedConnections failed for connection dxcon-… doesn't exist." [TFI#43499]
  return refuse(`${account} DescribeHostedConnections failed for connection ${id} doesn't exist.`);
}
