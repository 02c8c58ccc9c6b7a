import { type Refusal, refuse } from '../refusal.ts';

/** Gateways of EC2 that lead into networks: virtual private ones and transit ones. */
export type CloudGatewayKind = 'virtualPrivateGateway' | 'transitGateway';

/** What tells them apart, in ids [NB][TFI] and in texts. */
const KINDS = {
  virtualPrivateGateway: { id: /^vgw-([0-9a-f]{8}|[0-9a-f]{17})$/, prefix: 'vgw-', word: 'Virtual' },
  transitGateway: { id: /^tgw-[0-9a-f]{17}$/, prefix: 'tgw-', word: 'Transit' },
} as const satisfies Record<
  CloudGatewayKind,
  { readonly id: RegExp; readonly prefix: string; readonly word: string }
>;

const ALL = Object.keys(KINDS) as CloudGatewayKind[];

/** The kind that an id names, or a refusal where it has the form of none. */
export function kindOfGateway(id: string): CloudGatewayKind | Refusal {
  const kind = ALL.find((one) => id.startsWith(KINDS[one].prefix));
  // Text by analogy with other ids (GUESS #2).
  if (kind === undefined) return refuse(`Gateway ID ${id} has an invalid format.`);
  return checkGatewayId(kind, id) ?? kind;
}

/** Refuses an id of another form than the kind's: `vgw-` and 8 or 17 hex digits, `tgw-` and 17 (fidelity 3.1). */
export function checkGatewayId(kind: CloudGatewayKind, id: string): Refusal | undefined {
  const { id: shape, word } = KINDS[kind];
  // Texts by analogy with other ids (GUESS #2).
  return shape.test(id) ? undefined : refuse(`${word} Gateway ID ${id} has an invalid format.`);
}

/** There is none that the caller may use in the called Region. */
export function noSuchGateway(kind: CloudGatewayKind, id: string): Refusal {
  // "The VirtualGateway vgw-… does not exist.", of one in another Region too [TFI]; of transit gateways by analogy (GUESS).
  return refuse(`The ${KINDS[kind].word}Gateway ${id} does not exist.`);
}

/** It is still being made. */
export function notAvailable(kind: CloudGatewayKind, id: string): Refusal {
  // "The VirtualGateway vgw-… is not available" [TUT]; of transit gateways by analogy (GUESS).
  return refuse(`The ${KINDS[kind].word}Gateway ${id} is not available`);
}

/** Whoever knows it did not answer, and nothing is known of it from before. */
export function noAnswer(kind: CloudGatewayKind, id: string, why: string): Refusal {
  // Own text (GUESS): the real service has no such neighbour.
  return refuse(
    `The ${KINDS[kind].word}Gateway ${id} could not be looked up at the EC2 endpoint: ${why}. Try again`,
  );
}
