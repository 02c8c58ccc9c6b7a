import { type Refusal, refuse } from './refusal.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Every sample begins with f, then f, g or h (fidelity 3.1). */
const SECOND = 'fgh';

export type ShortPrefix = 'dxcon' | 'dxlag' | 'dxvif' | 'dxpeer';

/** An id of the service: prefix and 8 characters. `bytes`: at least 7, random. */
export function shortId(prefix: ShortPrefix, bytes: Uint8Array): string {
  const letter = (from: string, index: number) => from.charAt((bytes[index] ?? 0) % from.length);
  const tail = [1, 2, 3, 4, 5, 6].map((index) => letter(ALPHABET, index)).join('');
  return `${prefix}-f${letter(SECOND, 0)}${tail}`;
}

/** A resiliency group's id: `dxrg-` and 17 of [0-9a-z] [M26]. `bytes`: at least 17, random. */
export function resiliencyGroupId(bytes: Uint8Array): string {
  return `dxrg-${Array.from(bytes.subarray(0, 17), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')}`;
}

/** Of gateways, associations and proposals [TFI][CLI]. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Longer ids are prepared: `^dxcon-[a-z0-9]{8,21}$` [CFN]. */
const SHAPES = {
  Connection: /^dxcon-[a-z0-9]{8,21}$/,
  // Interconnects have connection ids [CLI]; the word in their refusal is a GUESS by analogy.
  Interconnect: /^dxcon-[a-z0-9]{8,21}$/,
  Lag: /^dxlag-[a-z0-9]{8,21}$/,
  // Where a connection or a LAG may stand [M].
  ConnectionOrLag: /^dx(con|lag)-[a-z0-9]{8,21}$/,
  // The same where a virtual interface is made.
  InterfaceParent: /^dx(con|lag)-[a-z0-9]{8,21}$/,
  VirtualInterface: /^dxvif-[a-z0-9]{8}$/,
  BgpPeer: /^dxpeer-[a-z0-9]{8}$/,
  Association: UUID,
  AssociationProposal: UUID,
  DirectConnectGateway: UUID,
} as const;

const WORDS = {
  Connection: 'Connection ID',
  Interconnect: 'Interconnect ID',
  Lag: 'Lag ID',
  ConnectionOrLag: 'Connection ID',
  // Without the blank: CreatePrivateVirtualInterface [LIVE], the other creations by analogy (GUESS, fidelity 1.17).
  InterfaceParent: 'ConnectionID',
  // "Association ID  has an invalid format." [TFI]
  Association: 'Association ID',
  // By analogy (GUESS #2).
  AssociationProposal: 'Association Proposal ID',
  VirtualInterface: 'Virtual Interface ID',
  BgpPeer: 'BGP Peer ID',
  DirectConnectGateway: 'Direct Connect Gateway ID',
};

/** Refuses an id whose form is wrong, before anything is looked up (fidelity 1.0). */
export function checkId(kind: keyof typeof SHAPES, id: string): Refusal | undefined {
  // "Connection ID foobar has an invalid format." [botocore functional test]; Lag [ANS].
  return SHAPES[kind].test(id) ? undefined : refuse(`${WORDS[kind]} ${id} has an invalid format.`);
}

/** The connection does not exist, or is somebody else's: both look the same (GUESS #7). */
export function unknownConnection(id: string): Refusal {
  // "Could not find Connection with ID …" [TF][megaport#39].
  return refuse(`Could not find Connection with ID ${id}`);
}

/** The LAG does not exist, or is somebody else's. */
export function unknownLag(id: string): Refusal {
  // "Could not find Lag with ID dxlag-XXXXXXXX" [ANS].
  return refuse(`Could not find Lag with ID ${id}`);
}
