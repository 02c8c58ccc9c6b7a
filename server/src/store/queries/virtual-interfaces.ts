import { type Look, merged, type PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import type { Occupant } from '../../domain/virtual-interface/occupancy.ts';
import { query, rowsOf } from '../table.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../tables/virtual-interfaces.ts';

const BY_ID = rowsOf(virtualInterfaces, 'where id = ?');
const SEEN = rowsOf(
  virtualInterfaces,
  'where id = ? and region = ? and (account = ? or connection_account = ?)',
);
const OWN_PAGE = rowsOf(
  virtualInterfaces,
  'where account = ? and region = ? and (seq, id) > (?, ?) order by seq, id limit ?',
);
const GIVEN_PAGE = rowsOf(
  virtualInterfaces,
  `where connection_account = ? and region = ? and connection_account <> account and (seq, id) > (?, ?)
   order by seq, id limit ?`,
);
/** In these very words: indexes of those that live, and of those that do not, begin with them. */
const LIVES = `state not in ('deleted', 'rejected')`;
const HAS_ENDED = `state in ('deleted', 'rejected')`;
const onConnectionPage = (which: string) =>
  rowsOf(
    virtualInterfaces,
    `where connection_id = ? and region = ? and (account = ? or connection_account = ?) and ${which}
       and (seq, id) > (?, ?)
     order by seq, id limit ?`,
  );
const LIVING_ON_CONNECTION_PAGE = onConnectionPage(LIVES);
const ENDED_ON_CONNECTION_PAGE = onConnectionPage(HAS_ENDED);
const LIVING_ON = rowsOf(virtualInterfaces, `where connection_id = ? and ${LIVES} order by seq, id`);
const ON_DEVICE = rowsOf(virtualInterfaces, `where device_id = ? and ${LIVES} order by seq, id`);
const ON_GATEWAY = rowsOf(
  virtualInterfaces,
  `where direct_connect_gateway_id = ? and ${LIVES} order by seq, id`,
);
const ON_VIRTUAL_GATEWAY = rowsOf(
  virtualInterfaces,
  `where virtual_gateway_id = ? and ${LIVES} order by seq, id`,
);
const COUNT_ON = query<{ count: number }>(
  `select count(*) as count from virtual_interface
   where connection_id = ? and ${LIVES} and state <> 'deleting'`,
);

const OCCUPANTS = query<OccupantLine>(
  `select v.id as id, v.kind as kind, v.state as state, v.vlan as vlan, v.rate_limit as "rateLimit",
     v.prefix_count_v4 as "prefixCountV4", v.prefix_count_v6 as "prefixCountV6",
     p.amazon_address as amazon, p.customer_address as customer
   from virtual_interface v left join bgp_peer p on p.virtual_interface_id = v.id and p.state <> 'deleting'
   where v.connection_id = ? and v.state not in ('deleted', 'rejected') order by v.seq, v.id`,
);

/** One peer of an occupant. */
interface OccupantLine extends Omit<Occupant, 'addresses'> {
  readonly state: string;
  readonly amazon: string | null;
  readonly customer: string | null;
}

/** A virtual interface whoever owns it: for rules that join accounts, timers and the operator. */
export function anyInterface(reader: Reader, id: string): Promise<VirtualInterfaceRow | undefined> {
  return reader.one(BY_ID, id);
}

/** A virtual interface that the account owns, or that runs over a connection of the account; deleted ones included. */
export function seenInterface(look: Look, id: string): Promise<VirtualInterfaceRow | undefined> {
  return look.reader.one(SEEN, id, look.region, look.account, look.account);
}

/**
 * Virtual interfaces of the account, and those of others on its connections [M], oldest first. Two reads, each along an
 * index of its own: most accounts give nothing away, and a row more for each creation would cost all of them.
 */
export async function interfacesPage(look: Look, page: PageWish): Promise<readonly VirtualInterfaceRow[]> {
  const { account, region, reader } = look;
  const { seq, id } = page.after;
  const [own, given] = await Promise.all([
    reader.all(OWN_PAGE, account, region, seq, id, page.limit),
    reader.all(GIVEN_PAGE, account, region, seq, id, page.limit),
  ]);
  return merged(own, given, page);
}

/** Virtual interfaces on a connection or LAG that the account may see, those that live and those that did, oldest first. */
export async function interfacesOnPage(
  look: Look,
  connectionId: string,
  page: PageWish,
): Promise<readonly VirtualInterfaceRow[]> {
  const { account, region, reader } = look;
  const { seq, id } = page.after;
  const values = [connectionId, region, account, account, seq, id, page.limit];
  const [living, ended] = await Promise.all([
    reader.all(LIVING_ON_CONNECTION_PAGE, ...values),
    reader.all(ENDED_ON_CONNECTION_PAGE, ...values),
  ]);
  return merged(living, ended, page);
}

/** Virtual interfaces that live on a connection or LAG, those that are being deleted included: they hold their VLAN. */
export function interfacesOn(reader: Reader, connectionId: string): Promise<readonly VirtualInterfaceRow[]> {
  return reader.all(LIVING_ON, connectionId);
}

/** How many virtual interfaces hold a connection or LAG: those that are being deleted do not [M]. */
export async function countInterfacesOn(reader: Reader, connectionId: string): Promise<number> {
  return Number((await reader.one(COUNT_ON, connectionId))?.count ?? 0);
}

/** What lives on a connection or LAG with the addresses of all its peers, in one read: for those who want a place there. */
export async function occupantsOf(
  reader: Reader,
  connectionId: string,
): Promise<readonly (Occupant & { readonly state: string })[]> {
  const occupants = new Map<string, Occupant & { readonly state: string; readonly addresses: string[] }>();
  for (const { amazon, customer, ...line } of await reader.all(OCCUPANTS, connectionId)) {
    const one = occupants.get(line.id) ?? { ...line, addresses: [] };
    one.addresses.push(...[amazon, customer].filter((address) => address !== null));
    occupants.set(line.id, one);
  }
  return [...occupants.values()];
}

/** Virtual interfaces that live on a device. */
export function interfacesAt(reader: Reader, deviceId: string): Promise<readonly VirtualInterfaceRow[]> {
  return reader.all(ON_DEVICE, deviceId);
}

/** Virtual interfaces that live on a Direct Connect gateway. */
export function interfacesOfGateway(
  reader: Reader,
  gatewayId: string,
): Promise<readonly VirtualInterfaceRow[]> {
  return reader.all(ON_GATEWAY, gatewayId);
}

/** Virtual interfaces that live on a virtual private gateway itself. */
export function interfacesOfVirtualGateway(
  reader: Reader,
  virtualGatewayId: string,
): Promise<readonly VirtualInterfaceRow[]> {
  return reader.all(ON_VIRTUAL_GATEWAY, virtualGatewayId);
}
