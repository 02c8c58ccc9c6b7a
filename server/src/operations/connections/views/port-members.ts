import { connectionLifecycle } from '../../../domain/connection/lifecycle.ts';
import { wireState } from '../../../domain/lifecycle.ts';
import type { Connection, Interconnect, MacSecKey, Tag } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { isKnown } from './known.ts';
import type { Surroundings } from './surroundings.ts';

/** What connections and interconnects show alike. */
export type PortMembers = Omit<Interconnect, 'interconnectId' | 'interconnectName' | 'interconnectState'>;

/**
 * The members that connections and interconnects share (fidelity 1.18).
 *
 * @param viewer account that reads: tags are the owner's alone [TF][UG23]
 */
export function portMembers(row: ConnectionRow, around: Surroundings, viewer: string): PortMembers {
  const known = hasPort(row, around);
  return {
    region: row.region,
    location: row.location,
    bandwidth: row.bandwidth,
    // False while requested, true from pending on (GUESS #34).
    jumboFrameCapable: known,
    hasLogicalRedundancy: redundancyOf(known, around.devices.get(row.deviceId ?? '')),
    tags: row.account === viewer ? (JSON.parse(row.tags) as readonly Tag[]) : [],
    macSecCapable: row.macSec === 1,
    ...(row.lagId === null ? {} : { lagId: row.lagId }),
    ...(row.providerName === null ? {} : { providerName: row.providerName }),
    ...(row.loaIssuedAt === null ? {} : { loaIssueTime: row.loaIssuedAt / 1_000 }),
    ...(row.encryptionMode === null ? {} : { encryptionMode: row.encryptionMode }),
    ...(known ? deviceMembers(row, around) : {}),
    // The mode is there at once; keys and status come later [M][TF].
    ...(known && row.macSec === 1 ? macSecMembers(row, around) : {}),
  };
}

/** Unknown while requested; afterwards as the operator says of the device, `no` unless it says so (GUESS #33). */
export function redundancyOf(
  known: boolean,
  device: { readonly redundant: number } | undefined,
): NonNullable<Connection['hasLogicalRedundancy']> {
  if (!known) return 'unknown';
  return device?.redundant === 1 ? 'yes' : 'no';
}

/** The state as the wire spells it. */
export function stateOf(row: ConnectionRow): NonNullable<Connection['connectionState']> {
  const lifecycle = connectionLifecycle as Parameters<typeof wireState>[0];
  return wireState(lifecycle, row.state) as NonNullable<Connection['connectionState']>;
}

/** Whether there is a port to show; a hosted connection has none but its parent's (GUESS, fidelity 2.2). */
function hasPort(row: ConnectionRow, { requestedParents }: Surroundings): boolean {
  return isKnown(row) && !requestedParents.has(row.parentId ?? '');
}

/** Absent on `requested` connections [TUT]; all three are sent from `pending` on (guesses #35). */
function deviceMembers(row: ConnectionRow, around: Surroundings): PortMembers {
  if (row.deviceId === null) return {};
  const logical = around.devices.get(row.deviceId)?.logicalId ?? row.deviceId;
  return { awsDevice: row.deviceId, awsDeviceV2: row.deviceId, awsLogicalDeviceId: logical };
}

function macSecMembers(row: ConnectionRow, around: Surroundings): PortMembers {
  const keys: readonly MacSecKey[] = around.macSecKeys.get(row.lagId ?? row.id) ?? [];
  // Keys go with a move at once [UG23], and what the port was last seen to do is over with them.
  const encrypts = keys.length > 0 && around.encrypted.has(row.id);
  return { macSecKeys: keys, portEncryptionStatus: encrypts ? 'Encryption Up' : 'Encryption Down' };
}
