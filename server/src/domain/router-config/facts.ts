import { type Family, formatAddress } from '../addressing/address.ts';
import { formatPrefix, networkOf, type Prefix, parseCidr } from '../addressing/prefix.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { configuredPeers, type RouterConfigPeer, type RouterConfigVif } from './vif.ts';

/** One BGP session, seen from the customer's router. */
export interface Session {
  readonly family: Family;
  /** Tells the sessions of an interface apart in names: `ipv4`, `ipv6`; a second of a family `ipv4-2`. */
  readonly label: string;
  readonly address: string;
  readonly length: number;
  readonly neighbour: string;
  readonly asn: number;
  readonly amazonAsn: number;
  readonly key: string;
}

/** An interface whose texts can stand in a configuration: letters, digits and what has no meaning to any router. */
export interface Facts {
  readonly id: string;
  /** Id and name: for descriptions, at most 80 characters, which is what the oldest of the routers takes. */
  readonly description: string;
  readonly name: string;
  readonly kind: RouterConfigVif['kind'];
  readonly vlan: number;
  readonly mtu: number;
  readonly connection: string;
  readonly lag: boolean;
  readonly location: string;
  readonly device: string;
  readonly amazonAsn: number;
  readonly sessions: readonly Session[];
  /** What is announced: known on public interfaces alone. */
  readonly networks: Readonly<Record<Family, readonly string[]>>;
  readonly ckns: readonly string[];
}

/** What a key may be made of [CFN]: everything printable but the blank; 80 characters at most [M]. */
const KEY = /^[\x21-\x7e]{1,80}$/;
const CKN = /^[0-9a-fA-F]{2,64}$/;
const DESCRIPTION_MAX = 80;

/** The facts of an interface, or why no configuration can be written. */
export function factsOf(vif: RouterConfigVif): Facts | Refusal {
  const peers = configuredPeers(vif.peers);
  if (peers.some(({ amazonAddress, customerAddress }) => amazonAddress === null || customerAddress === null))
    // What is downloaded before the acceptance no source says; the text is a GUESS.
    return refuse(`Virtual Interface ${vif.id} has no addresses yet: it is waiting for its owner`);
  const sessions = peers.map((peer, at) => sessionOf(vif, peer, labelOf(peers, at)));
  const ckns = vif.macSec?.ckns ?? [];
  // None of these can come out of this service's own rules: that they are looked at again keeps the texts safe by themselves.
  if (sessions.includes(undefined)) return unfit(vif.id, 'the addresses or the key of a BGP peer');
  const prefixes = vif.routeFilterPrefixes.map((prefix) => parseCidr(prefix));
  if (prefixes.includes(undefined)) return unfit(vif.id, 'a route filter prefix');
  if (!ckns.every((ckn) => CKN.test(ckn))) return unfit(vif.id, 'the CKN of a MACsec key');

  const id = namePart(vif.id);
  const name = plain(vif.name);
  const of = (family: Family) => prefixes.filter((prefix) => prefix?.family === family).map(networkText);
  return {
    id,
    name,
    description: `${id} ${name}`.slice(0, DESCRIPTION_MAX).trim(),
    kind: vif.kind,
    vlan: vif.vlan,
    mtu: vif.mtu,
    connection: `${plain(vif.connectionId)} ${plain(vif.connectionName)}`.trim(),
    lag: vif.lag,
    location: plain(vif.location),
    device: plain(vif.device),
    amazonAsn: vif.amazonAsn,
    sessions: sessions.filter((session) => session !== undefined),
    networks: { ipv4: of('ipv4'), ipv6: of('ipv6') },
    ckns,
  };
}

function unfit(id: string, what: string): Refusal {
  // The text is a GUESS.
  return refuse(`Virtual Interface ${plain(id)}: ${what} cannot be written into a router configuration`);
}

function labelOf(peers: readonly RouterConfigPeer[], at: number): string {
  const family = peers[at]?.family ?? 'ipv4';
  const before = peers.slice(0, at).filter((peer) => peer.family === family).length;
  return before === 0 ? family : `${family}-${before + 1}`;
}

function sessionOf(vif: RouterConfigVif, peer: RouterConfigPeer, label: string): Session | undefined {
  const own = parseCidr(peer.customerAddress ?? '');
  const amazon = parseCidr(peer.amazonAddress ?? '');
  if (own?.family !== peer.family || amazon?.family !== peer.family || !KEY.test(peer.authKey))
    return undefined;
  return {
    family: peer.family,
    label,
    address: formatAddress(own),
    length: own.length,
    neighbour: formatAddress(amazon),
    asn: peer.customerAsn,
    amazonAsn: vif.amazonAsn,
    key: peer.authKey,
  };
}

/** The bits of a prefix behind its length are zero: routers ask for that. */
function networkText(prefix: Prefix | undefined): string {
  return prefix === undefined ? '' : formatPrefix(networkOf(prefix));
}

/** Text from people, without what any of the routers gives a meaning to. A name of the service's pattern stays as it is. */
function plain(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 _,./-]/gu, '_').trim();
}

/** An id as part of a name that a router gives to a list or a group. */
function namePart(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9-]/gu, '_');
}

/** `/30` is 255.255.255.252. */
export function maskOf(length: number): string {
  const bytes = [0, 8, 16, 24].map((before) => Math.min(8, Math.max(0, length - before)));
  return bytes.map((bits) => 256 - 2 ** (8 - bits)).join('.');
}
