import { peersOf, ribsIn } from '../../store/queries/bgp-peers.ts';
import { customerRouter, flapOf } from '../../store/queries/customer-routers.ts';
import { sessionTimersOf } from '../../store/queries/session-timers.ts';
import type { Reader } from '../../store/store.ts';
import type { BgpPeerRow } from '../../store/tables/bgp-peers.ts';
import type { CustomerRouterRow, FlapRow } from '../../store/tables/customer-routers.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { isHold } from '../../work/session-timers.ts';
import { choice, flag, type Infer, integer, list, nullable, object, text, time } from '../schema.ts';
import { iso, isoOrNull } from './common.ts';

const routeSchema = object({
  cidr: text(),
  asPath: list(integer()),
  med: nullable(integer()),
  communities: list(text()),
});

export const customerRouterSchema = object(
  {
    virtualInterfaceId: text(),
    silenced: flag(),
    bfd: flag('It has configured BFD.'),
    wrongKey: flag('It uses another MD5 key than the configured one.'),
    wrongAsn: nullable(integer({ description: 'The ASN that it uses instead of the configured one.' })),
    announcements: nullable(
      list(routeSchema, { description: 'What it was told to announce; null: its standard.' }),
    ),
    clearedAt: nullable(time('When its sessions were last cleared.')),
    flap: nullable(
      object({
        away: flag('Whether it is away now.'),
        falls: integer({ description: 'Falls to come.' }),
        downMs: integer(),
        upMs: integer(),
        turnsAt: nullable(time('When it rises or falls.')),
      }),
    ),
    sessions: list(
      object({
        peerId: text(),
        addressFamily: choice(['ipv4', 'ipv6']),
        answers: flag('Whether it is configured for this session.'),
        status: choice(['up', 'down']),
        since: time('Since when the session is so.'),
        cause: text(),
        holdsUntil: nullable(time('Its router is silent, and the hold time is over then.')),
        idle: flag('Down for too many prefixes, until fewer are announced and the session is cleared.'),
        announced: list(routeSchema, { description: 'What the service has heard from it in this session.' }),
        prefixLimit: integer(),
      }),
    ),
  },
  { title: 'CustomerRouter' },
);

type Routes = readonly Infer<typeof routeSchema>[];

export async function customerRouterView(
  reader: Reader,
  row: VirtualInterfaceRow,
): Promise<Infer<typeof customerRouterSchema>> {
  const [router, flap, peers, ribs, timers] = await Promise.all([
    customerRouter(reader, row.id),
    flapOf(reader, row.id),
    peersOf(reader, row.id),
    ribsIn(reader, row.id),
    sessionTimersOf(reader, row.id),
  ]);
  const heard = new Map(ribs.map(({ peerId, routes }) => [peerId, JSON.parse(routes) as Routes]));
  return {
    virtualInterfaceId: row.id,
    ...(router === undefined ? UNTOUCHED : routerMembers(router)),
    flap: flap === undefined || flap.state === 'over' ? null : flapView(flap),
    sessions: peers
      .filter(({ state }) => state !== 'deleting')
      .map((peer) => ({
        ...sessionView(row, peer, heard.get(peer.id) ?? []),
        holdsUntil: isoOrNull(
          timers.find((timer) => timer.peerId === peer.id && isHold(timer))?.dueAt ?? null,
        ),
      })),
  };
}

const UNTOUCHED = {
  silenced: false,
  bfd: false,
  wrongKey: false,
  wrongAsn: null,
  announcements: null,
  clearedAt: null,
};

function routerMembers({ silenced, bfd, wrongKey, wrongAsn, announcements, clearedAt }: CustomerRouterRow) {
  return {
    silenced: silenced === 1,
    bfd: bfd === 1,
    wrongKey: wrongKey === 1,
    wrongAsn,
    announcements: announcements === null ? null : (JSON.parse(announcements) as Routes),
    clearedAt: isoOrNull(clearedAt),
  };
}

function sessionView(row: VirtualInterfaceRow, peer: BgpPeerRow, heard: Routes) {
  return {
    peerId: peer.id,
    addressFamily: peer.addressFamily,
    answers: peer.answers === 1,
    status: peer.status,
    since: iso(peer.statusSince),
    cause: peer.statusCause,
    idle: peer.idleMark !== null,
    announced: heard.map(({ cidr, asPath, med, communities }) => ({ cidr, asPath, med, communities })),
    prefixLimit: peer.addressFamily === 'ipv4' ? row.prefixCountV4 : row.prefixCountV6,
  };
}

function flapView({ state, falls, downMs, upMs, dueAt }: FlapRow) {
  return { away: state === 'fallen', falls, downMs, upMs, turnsAt: isoOrNull(dueAt) };
}
