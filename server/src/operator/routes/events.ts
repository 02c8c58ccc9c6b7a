import { recordsBetween } from '../../store/queries/records.ts';
import type { RecordRow } from '../../store/tables/records.ts';
import type { Call } from '../call.ts';
import { invalid } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { integer, object, optional } from '../schema.ts';
import { settledPlace } from '../settled-place.ts';
import { type EventStream, isStillWelcome, openEventStream } from '../sse.ts';
import type { Streams } from '../streams.ts';
import { recordView, trailFilter, trailMatcher } from '../trail.ts';

const AT_ONCE = 200;
/** A look without a hint: another server may have written, or a hint may be lost. */
const LOOK_MS = 500;
/** Proxies and clients take what is silent for longer for dead. */
const BEAT_MS = 15_000;

/** The trail as it grows. */
export function eventsRoute(streams: Streams): Route {
  return route({
    name: 'streamEvents',
    method: 'GET',
    path: '/events',
    summary: 'The audit trail as a stream of server-sent events',
    description:
      'Each event has the record as its data and its place as its id: a client that comes again with Last-Event-ID, or with `after`, goes on where it was. Without either the stream begins now.',
    role: 'viewer',
    query: object({
      ...trailFilter,
      after: optional(integer({ minimum: 0, description: 'A place in the trail.' })),
    }),
    answerType: 'text/event-stream',
    handle: async (call) => {
      const keep = trailMatcher(call.query);
      const place = placeOf(call.req.headers['last-event-id']) ?? call.query.after;
      const from = place ?? (await settledPlace(call.parts));
      await follow(call, streams, from, keep);
    },
  });
}

/** @throws Problem for what no event had as its id */
function placeOf(lastEventId: string | string[] | undefined): number | undefined {
  if (lastEventId === undefined) return undefined;
  const place = Number(lastEventId);
  if (Number.isSafeInteger(place) && place >= 0 && lastEventId !== '') return place;
  throw invalid([
    {
      field: 'header.last-event-id',
      detail: 'is not the id of an event',
      allowed: 'the id of the last event',
    },
  ]);
}

function follow(
  call: Call,
  streams: Streams,
  from: number,
  keep: (row: RecordRow) => boolean,
): Promise<void> {
  const stream = openEventStream(call.takeAnswer());
  const alarm = createAlarm();
  const ended = pump(call, stream, alarm, { from, keep });
  const end = () => {
    stream.end();
    alarm.ring();
  };
  streams.track(end, ended);
  return ended;
}

interface Wish {
  /** The place after which it begins. */
  readonly from: number;
  readonly keep: (row: RecordRow) => boolean;
}

async function pump(call: Call, stream: EventStream, alarm: Alarm, { from, keep }: Wish): Promise<void> {
  const { parts } = call;
  const unwake = parts.store.onWake(alarm.ring);
  const beat = setInterval(stream.beat, BEAT_MS);
  stream.res.on('close', alarm.ring).on('drain', alarm.ring);
  try {
    for (let place = from; isOpen(stream); ) {
      const upTo = await settledPlace(parts);
      const rows = await recordsBetween(parts.store.reader, place, upTo, AT_ONCE);
      // After the look: what was written since its token has gone is not the client's to see.
      if (!(await isStillWelcome(call, stream))) return;
      for (const row of rows.filter(keep)) stream.send({ id: String(row.seq), data: recordView(row) });
      place = rows.at(-1)?.seq ?? place;
      if (isOpen(stream) && rows.length < AT_ONCE) await alarm.wait(LOOK_MS);
      // A client that reads slowly is waited for: nothing piles up here.
      while (isOpen(stream) && stream.res.writableNeedDrain) await alarm.wait(LOOK_MS);
    }
  } finally {
    clearInterval(beat);
    unwake();
    stream.end();
  }
}

function isOpen({ res }: EventStream): boolean {
  return !res.destroyed && !res.writableEnded;
}

/** Waits until somebody rings, or for a while. A ring while nobody waits is not lost. */
type Alarm = ReturnType<typeof createAlarm>;

function createAlarm() {
  let rung = false;
  let awaken = () => {};
  return {
    ring: () => {
      rung = true;
      awaken();
    },
    wait: async (ms: number) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          awaken = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
