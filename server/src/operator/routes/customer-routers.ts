import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import type { Work } from '../../work/context.ts';
import {
  answer,
  changeRouter,
  clearSessions,
  repairRouter,
  silence,
  startFlap,
} from '../../work/customer-routers.ts';
import type { Call } from '../call.ts';
import { DURATION_ALLOWED, durationMs } from '../duration.ts';
import { actOnInterface, findInterface, interfaceParams } from '../find-interface.ts';
import { invalid } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { flag, type Infer, integer, nullable, object, optional, type Schema, text } from '../schema.ts';
import { customerRouterSchema, customerRouterView } from '../views/customer-router.ts';

export const ROUTER_PATH = '/virtual-interfaces/:virtualInterfaceId/customer-router';
const FLAPS_MAX = 1_000;
/** A flap stands in front of an alarm, not for years. */
const PHASE_MAX_MS = 7 * 86_400_000;
const TWO_SECONDS = '2s';

const length = (description: string) =>
  optional(text({ maxLength: 32, 'x-allowed': DURATION_ALLOWED, description }));

/** The customer's router behind a virtual interface of the simulated fabric: a lab alone has it. */
export const customerRouterRoutes: readonly Route[] = [
  route({
    name: 'showCustomerRouter',
    method: 'GET',
    path: ROUTER_PATH,
    summary: "The customer's router behind a virtual interface: what it announces, and what is wrong with it",
    role: 'viewer',
    params: interfaceParams,
    answer: customerRouterSchema,
    handle: ({ parts, params }) => shown({ parts, params }),
  }),
  hand({
    name: 'silenceCustomerRouter',
    action: 'silence',
    summary: 'It says nothing any more: its sessions run out of hold time',
    body: object({}),
    perform: silence,
  }),
  hand({
    name: 'setCustomerBfd',
    action: 'bfd',
    summary: 'It configures BFD, or takes it out: with it a silence is noticed after 0.9 s',
    body: object({ on: flag('Whether it is configured.') }),
    perform: (work, row, { on }) => changeRouter(work, row, { bfd: on ? 1 : 0 }),
  }),
  hand({
    name: 'answerFromCustomerRouter',
    action: 'answer',
    summary:
      'It speaks: where it was silenced or flaps, and where the lifecycle leaves it to somebody (manual)',
    body: object({}),
    perform: answer,
  }),
  hand({
    name: 'setCustomerKey',
    action: 'key',
    summary: 'It uses a wrong MD5 key, or the right one again',
    body: object({ wrong: flag('Whether it is wrong.') }),
    perform: (work, row, { wrong }) => changeRouter(work, row, { wrongKey: wrong ? 1 : 0 }),
  }),
  hand({
    name: 'setCustomerAsn',
    action: 'asn',
    summary: 'It uses another ASN than the configured one, or the right one again',
    body: object({
      asn: nullable(
        integer({
          minimum: 1,
          maximum: 4_294_967_294,
          'x-allowed': 'an ASN from 1 to 4294967294',
          description: 'The ASN that it says; null: the configured one.',
        }),
      ),
    }),
    perform: (work, row, { asn }) => changeRouter(work, row, { wrongAsn: asn }),
  }),
  hand({
    name: 'flapCustomerRouter',
    action: 'flap',
    summary: 'It falls now and rises again, so many times',
    body: object({
      times: optional(
        integer({ minimum: 1, maximum: FLAPS_MAX, description: 'How often it falls; 3 by default.' }),
      ),
      down: length('How long it is away each time; 2s by default.'),
      up: length('How long it is there in between; 2s by default.'),
    }),
    perform: (work, row, { times = 3, down = TWO_SECONDS, up = TWO_SECONDS }) =>
      startFlap(work, row, { times, downMs: phaseMs('down', down), upMs: phaseMs('up', up) }),
  }),
  hand({
    name: 'clearCustomerSessions',
    action: 'clear',
    summary: 'It clears its sessions: idle ones may come again, others fall for a moment',
    body: object({}),
    perform: clearSessions,
  }),
  hand({
    name: 'repairCustomerRouter',
    action: 'repair',
    summary: 'Everything as it was: no fault, no flap, its standard announcements, no session idle',
    body: object({}),
    perform: repairRouter,
  }),
];

interface Hand<B extends Schema<unknown>> {
  readonly name: string;
  readonly action: string;
  readonly summary: string;
  readonly body: B;
  readonly perform: (work: Work, row: VirtualInterfaceRow, body: Infer<B>) => Promise<void>;
}

/** One thing that somebody does to the router. */
function hand<B extends Schema<unknown>>({ name, action, summary, body, perform }: Hand<B>): Route {
  return route({
    name,
    method: 'POST',
    path: `${ROUTER_PATH}/${action}`,
    summary,
    role: 'operator',
    params: interfaceParams,
    body,
    answer: customerRouterSchema,
    handle: async (call) => {
      await actOnInterface(call, (work, row) => perform(work, row, call.body as Infer<B>));
      return shown(call);
    },
  });
}

/** The router as it is after what an act has brought. */
export async function shown({
  parts,
  params,
}: Pick<Call<{ readonly virtualInterfaceId: string }>, 'parts' | 'params'>) {
  const { reader } = parts.store;
  return customerRouterView(reader, await findInterface(reader, params.virtualInterfaceId));
}

/** @throws Problem for what is no length of time */
function phaseMs(name: string, given: string): number {
  const ms = durationMs(given);
  if (ms !== undefined && ms > 0 && ms <= PHASE_MAX_MS) return ms;
  throw invalid([
    {
      field: `body.${name}`,
      detail: ms === undefined ? 'is no length of time' : 'is too short or too long',
      allowed: `${DURATION_ALLOWED}; more than nothing, 7d at most`,
    },
  ]);
}
