import { refuse } from '../../../domain/refusal.ts';
import { granted } from '../../../domain/fault.ts';
import { type AddressWish, givenAddresses } from '../../../domain/virtual-interface/addresses.ts';
import {
  type AddressBlock,
  BLOCK_BYTES,
  drawIpv4Block,
  drawIpv6Block,
  ipv4Block,
  ipv4BlockCount,
} from '../../../domain/virtual-interface/auto-addresses.ts';
import { type Addressed, checkAddressesFree } from '../../../domain/virtual-interface/occupancy.ts';
import { blocksOn, isBlockTaken } from '../../../store/queries/bgp-peers.ts';
import type { BgpPeerRow } from '../../../store/tables/bgp-peers.ts';
import type { Context } from '../../operation.ts';

/** The part of a peer that says where its session runs. */
export type PeerAddresses = Pick<BgpPeerRow, 'amazonAddress' | 'customerAddress' | 'addressBlock'>;

/** What runs there already: addresses on one connection are different. */
export type AddressPlace = Addressed & { readonly deviceId: string };

/** After so many draws most blocks are taken: the others are searched for. */
const DRAWS = 8;

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
  const own = granted(givenAddresses(wish));
  if (own === undefined) return waits ? UNADDRESSED : drawnAddresses(ctx, wish.family, place);
  granted(checkAddressesFree([own.amazonAddress, own.customerAddress], place));
  return { ...own, addressBlock: null };
}

/** A block of the service's own; two that draw the same at once are kept apart by the index. */
export async function drawnAddresses(
  ctx: Context,
  family: 'ipv4' | 'ipv6',
  place: AddressPlace,
): Promise<PeerAddresses> {
  const scope = scopeOf(family, place.deviceId);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const block = drawn(ctx, family);
    const [a, b, c] = block.overlapping.map((one) => scope + one) as [string, string, string];
    const free = isFreeOn(place, block) && !(await isBlockTaken(ctx.look.reader, [a, b, c]));
    if (free) return given(block, scope);
  }
  return given(await searched(ctx, family, place), scope);
}

/** Link-local blocks are unique on a device, IPv6 ones everywhere. */
const scopeOf = (family: 'ipv4' | 'ipv6', deviceId: string) => (family === 'ipv6' ? '' : `${deviceId} `);

const isFreeOn = (place: AddressPlace, { amazonAddress, customerAddress }: AddressBlock) =>
  checkAddressesFree([amazonAddress, customerAddress], place) === undefined;

const given = ({ block, amazonAddress, customerAddress }: AddressBlock, scope: string): PeerAddresses => ({
  amazonAddress,
  customerAddress,
  addressBlock: scope + block,
});

/** Most blocks of the device are taken: one of those that are left, in their order. */
async function searched(ctx: Context, family: 'ipv4' | 'ipv6', place: AddressPlace): Promise<AddressBlock> {
  const { autoAddressBlock: length } = ctx.settings;
  const scope = scopeOf('ipv4', place.deviceId);
  const taken = await blocksOn(ctx.look.reader, place.deviceId);
  for (let index = 0; family === 'ipv4' && index < ipv4BlockCount(length); index += 1) {
    const block = ipv4Block(index, length);
    if (!block.overlapping.some((one) => taken.has(scope + one)) && isFreeOn(place, block)) return block;
  }
  // Own text (GUESS).
  return granted(refuse(`No ${family} address block is free on ${place.deviceId}: give both addresses`));
}

function drawn(ctx: Context, family: 'ipv4' | 'ipv6'): AddressBlock {
  const { autoAddressBlock, autoIpv6Pool } = ctx.settings;
  const bytes = ctx.random(BLOCK_BYTES);
  return family === 'ipv6' ? drawIpv6Block(bytes, autoIpv6Pool) : drawIpv4Block(bytes, autoAddressBlock);
}
