import { refuse } from '../../../domain/refusal.ts';
import { granted } from '../../../domain/fault.ts';
import { type AddressWish, givenAddresses } from '../../../domain/virtual-interface/addresses.ts';
import {
  type AddressBlock,
  BLOCK_BYTES,
  drawIpv4Block,
  drawIpv6Block,
} from '../../../domain/virtual-interface/auto-addresses.ts';
import { type Addressed, checkAddressesFree } from '../../../domain/virtual-interface/occupancy.ts';
import { holderOfBlock } from '../../../store/queries/bgp-peers.ts';
import type { BgpPeerRow } from '../../../store/tables/bgp-peers.ts';
import type { Context } from '../../operation.ts';

/** The part of a peer that says where its session runs. */
export type PeerAddresses = Pick<BgpPeerRow, 'amazonAddress' | 'customerAddress' | 'addressBlock'>;

/** What runs there already: addresses on one connection are different. */
export type AddressPlace = Addressed & { readonly deviceId: string };

/** More draws than that say that the device's blocks are as good as gone. */
const DRAWS = 64;

/** An allocated interface has no addresses of the service before its owner has confirmed it [TFI#44208]. */
const UNADDRESSED: PeerAddresses = { amazonAddress: null, customerAddress: null, addressBlock: null };

/**
 * Addresses of a new peer: those of the request, or a block that nobody on the device has.
 *
 * @param waits its interface is only allocated
 * @throws ServiceFault when the request's cannot be used
 */
export async function peerAddresses(
  ctx: Context,
  wish: AddressWish,
  place: AddressPlace,
  waits = false,
): Promise<PeerAddresses> {
  const given = granted(givenAddresses(wish));
  if (given === undefined) return waits ? UNADDRESSED : drawnAddresses(ctx, wish.family, place);
  granted(checkAddressesFree([given.amazonAddress, given.customerAddress], place));
  return { ...given, addressBlock: null };
}

/** A block of the service's own; taken ones are drawn again, and two that draw the same at once are kept apart by the index. */
export async function drawnAddresses(
  ctx: Context,
  family: 'ipv4' | 'ipv6',
  place: AddressPlace,
): Promise<PeerAddresses> {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const { block, ...pair } = drawn(ctx, family);
    // Link-local blocks are unique on a device, IPv6 ones everywhere.
    const addressBlock = family === 'ipv6' ? block : `${place.deviceId} ${block}`;
    const used = checkAddressesFree([pair.amazonAddress, pair.customerAddress], place);
    if (used === undefined && (await holderOfBlock(ctx.look.reader, addressBlock)) === undefined) {
      return { ...pair, addressBlock };
    }
  }
  // Own text (GUESS).
  return granted(refuse(`No ${family} address block is free on ${place.deviceId}: give both addresses`));
}

function drawn(ctx: Context, family: 'ipv4' | 'ipv6'): AddressBlock {
  const { autoAddressBlock, autoIpv6Pool } = ctx.settings;
  const bytes = ctx.random(BLOCK_BYTES);
  return family === 'ipv6' ? drawIpv6Block(bytes, autoIpv6Pool) : drawIpv4Block(bytes, autoAddressBlock);
}
