import { standardCidrs } from '../../domain/customer-router/standard.ts';
import { peersOf } from '../../store/queries/bgp-peers.ts';
import { customerRouter } from '../../store/queries/customer-routers.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import type { Work } from '../../work/context.ts';
import { changeRouter } from '../../work/customer-routers.ts';
import type { Announced } from '../../work/sessions.ts';
import { announcementsBody, announcementsOf, cidr, cidrsOf, madeUp } from '../announcements.ts';
import type { Call } from '../call.ts';
import { actOnInterface, interfaceParams } from '../find-interface.ts';
import { type Route, route } from '../route.ts';
import { choice, integer, list, object, optional } from '../schema.ts';
import { customerRouterSchema } from '../views/customer-router.ts';
import { ROUTER_PATH, shown } from './customer-routers.ts';

const ABOUT = {
  role: 'operator',
  params: interfaceParams,
  answer: customerRouterSchema,
} as const;
type OfInterface = Call<{ readonly virtualInterfaceId: string }>;

/** What the customer's router announces: a lab alone tells it. */
export const customerAnnouncementRoutes: readonly Route[] = [
  route({
    ...ABOUT,
    name: 'setCustomerAnnouncements',
    method: 'PUT',
    path: `${ROUTER_PATH}/announcements`,
    summary: 'What it announces from now on, and nothing else',
    body: announcementsBody,
    handle: (call) => announce(call, async () => announcementsOf(call.body.announcements)),
  }),
  route({
    ...ABOUT,
    name: 'addCustomerAnnouncements',
    method: 'POST',
    path: `${ROUTER_PATH}/announcements`,
    summary: 'What it announces as well; what it announces of these prefixes already is replaced',
    body: announcementsBody,
    handle: (call) =>
      announce(call, async (work, row) => {
        const more = announcementsOf(call.body.announcements);
        const cidrs = new Set(more.map((one) => one.cidr));
        return [...(await announcedNow(work, row)).filter((one) => !cidrs.has(one.cidr)), ...more];
      }),
  }),
  route({
    ...ABOUT,
    name: 'withdrawCustomerAnnouncements',
    method: 'POST',
    path: `${ROUTER_PATH}/withdraw`,
    summary: 'What it announces no longer',
    body: object({ cidrs: list(cidr, { minItems: 1, maxItems: 5_000 }) }),
    handle: (call) =>
      announce(call, async (work, row) => {
        const cidrs = new Set(cidrsOf(call.body.cidrs, (index) => `body.cidrs.${index}`));
        return (await announcedNow(work, row)).filter((one) => !cidrs.has(one.cidr));
      }),
  }),
  route({
    ...ABOUT,
    name: 'resetCustomerAnnouncements',
    method: 'DELETE',
    path: `${ROUTER_PATH}/announcements`,
    summary: 'It announces its standard again: one network a family, or its approved prefixes',
    handle: (call) => announce(call, async () => null),
  }),
  route({
    ...ABOUT,
    name: 'announceTooMany',
    method: 'POST',
    path: `${ROUTER_PATH}/too-many-prefixes`,
    summary: 'It announces so many made-up prefixes, and nothing else: one more than is accepted by default',
    body: object({
      prefixes: optional(integer({ minimum: 1, maximum: 5_000 })),
      addressFamily: optional(choice(['ipv4', 'ipv6'], 'Of one family; of all that it has by default.')),
    }),
    handle: (call) =>
      announce(call, async (work, row) => {
        const { prefixes, addressFamily } = call.body;
        const peers = await peersOf(work.reader, row.id);
        const families = new Set(peers.map((peer) => peer.addressFamily));
        const limits = { ipv4: row.prefixCountV4, ipv6: row.prefixCountV6 };
        return (['ipv4', 'ipv6'] as const)
          .filter((family) => (addressFamily === undefined ? families.has(family) : addressFamily === family))
          .flatMap((family) => madeUp(family, prefixes ?? limits[family] + 1));
      }),
  }),
];

/** Tells the router what to announce; null: its standard. */
async function announce(
  call: OfInterface,
  decide: (work: Work, row: VirtualInterfaceRow) => Promise<readonly Announced[] | null>,
) {
  await actOnInterface(call, async (work, row) => {
    const routes = await decide(work, row);
    await changeRouter(work, row, { announcements: routes === null ? null : JSON.stringify(routes) });
  });
  return shown(call);
}

/** What it announces: what it was told to, else its standard. */
async function announcedNow(work: Work, row: VirtualInterfaceRow): Promise<readonly Announced[]> {
  const told = (await customerRouter(work.reader, row.id))?.announcements ?? null;
  if (told !== null) return JSON.parse(told) as Announced[];
  const routeFilters = JSON.parse(row.routeFilters) as string[];
  const cidrs = standardCidrs({ id: row.id, kind: row.kind, routeFilters });
  return cidrs.map((one) => ({ cidr: one, asPath: [], med: null, communities: [] }));
}
