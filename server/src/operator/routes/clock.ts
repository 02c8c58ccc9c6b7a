import { act, type Call } from '../call.ts';
import { DURATION_ALLOWED, durationMs, MOMENT_ALLOWED, momentMs } from '../duration.ts';
import type { Lab } from '../parts.ts';
import { invalid } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { flag, type Infer, integer, list, nullable, object, optional, text, time } from '../schema.ts';
import { wantsStream, writeProgress } from '../progress.ts';
import { changedSince } from '../trail.ts';
import { iso, isoOrNull } from '../views/common.ts';

/** A lab is lived through in years, not in centuries. */
const ADVANCE_MAX_MS = 10 * 366 * 86_400_000;
/** Changes that a report names; it counts all. */
const CHANGES_MAX = 200;

const clockSchema = object(
  {
    now: time("The service's time."),
    aheadMs: integer({ description: 'How far it is ahead of real time, in milliseconds.' }),
    nextDue: nullable(time('When the next deadline is.')),
  },
  { title: 'Clock' },
);

const advanceSchema = object(
  {
    now: time("The service's time afterwards."),
    complete: flag(
      'False: many deadlines lay on the way, and it stopped between two of them. Ask again to go on.',
    ),
    fired: integer({ description: 'Deadlines that have come and gone.' }),
    steps: integer({ description: 'Moments at which the clock stood still for them.' }),
    changed: integer({ description: 'States entered meanwhile.' }),
    changes: list(
      object({
        at: time('When.'),
        resource: text(),
        id: text(),
        from: nullable(text()),
        to: text(),
      }),
      { description: `The first ${CHANGES_MAX} of them.` },
    ),
  },
  { title: 'Advance' },
);

const advanceBody = object({
  by: optional(text({ description: `How far: ${DURATION_ALLOWED}.`, 'x-allowed': DURATION_ALLOWED })),
  to: optional(
    text({ description: 'Or to when: a moment in ISO 8601.', examples: ['2027-03-01T00:00:00Z'] }),
  ),
});

/** The lab's hands on time. */
export const clockRoutes: readonly Route[] = [
  route({
    name: 'showClock',
    method: 'GET',
    path: '/clock',
    summary: "The service's clock",
    role: 'viewer',
    answer: clockSchema,
    handle: async ({ parts }) => ({
      now: iso(parts.now()),
      aheadMs: labOf(parts.lab).offset(),
      nextDue: isoOrNull((await labOf(parts.lab).nextDue()) ?? null),
    }),
  }),
  route({
    name: 'advanceClock',
    method: 'POST',
    path: '/clock/advance',
    summary: 'Advances the clock from deadline to deadline',
    description:
      'With Accept: text/event-stream it tells its progress: events `progress`, and at the end `done` with the report or `problem`.',
    role: 'operator',
    body: advanceBody,
    answer: advanceSchema,
    handle: async (call) => {
      const to = targetOf(call.body, call.parts.now());
      if (!wantsStream(call)) return advance(call, to, () => {});
      return writeProgress(call, (tell) =>
        advance(call, to, (step) => tell({ ...step, now: iso(step.now) })),
      );
    },
  }),
];

function labOf(lab: Lab | undefined): Lab {
  if (lab === undefined) throw new Error('the clock is a lab matter');
  return lab;
}

const after = (now: number, length: number | undefined) => (length === undefined ? undefined : now + length);

function targetOf({ by, to }: Infer<typeof advanceBody>, now: number): number {
  if ((by === undefined) === (to === undefined)) {
    throw invalid([{ field: 'body', detail: 'needs one of two members', allowed: ['by', 'to'] }]);
  }
  const target = by === undefined ? momentMs(to ?? '') : after(now, durationMs(by));
  if (target === undefined) {
    throw invalid([
      by === undefined
        ? { field: 'body.to', detail: 'is no moment', allowed: MOMENT_ALLOWED }
        : { field: 'body.by', detail: 'is no length of time', allowed: DURATION_ALLOWED },
    ]);
  }
  const field = by === undefined ? 'body.to' : 'body.by';
  if (target < now) {
    throw invalid([{ field, detail: 'lies in the past', allowed: `a moment after ${iso(now)}` }]);
  }
  if (target - now > ADVANCE_MAX_MS) {
    throw invalid([{ field, detail: 'is too far', allowed: 'at most ten years at a time' }]);
  }
  return target;
}

async function advance(
  call: Call,
  to: number,
  onStep: (step: { readonly now: number; readonly fired: number }) => void,
): Promise<Infer<typeof advanceSchema>> {
  const { parts, req } = call;
  await act(call, async () => {});
  const place = parts.newSeq();
  const report = await labOf(parts.lab).advance(to, onStep, () => req.socket.destroyed);
  const changed = await changedSince(parts.store.reader, place, CHANGES_MAX);
  return { ...report, now: iso(report.now), changed: changed.total, changes: changed.first };
}
