import { problemOf } from './answer-problem.ts';
import type { Call } from './call.ts';
import { problemBody } from './problem.ts';
import { type EventStream, isStillWelcome, openEventStream } from './sse.ts';

/** A person sees no more than that. */
const TELL_EVERY_MS = 100;
/** How often one looks whether the caller's token is still there. */
const ADMIT_EVERY_MS = 100;

/** Whether the caller would rather be told of the progress than wait for the end. */
export function wantsStream({ req }: Call): boolean {
  return (req.headers.accept ?? '').includes('text/event-stream');
}

/**
 * Does long work and tells its progress: events `progress`, then `done` with the outcome, or `problem`. A caller whose
 * token has gone is hung up on, as one who does not wait any more.
 */
export async function writeProgress<T>(
  call: Call,
  work: (tell: (progress: object) => void) => Promise<T>,
): Promise<T> {
  const stream = openEventStream(call.takeAnswer());
  const admitting = setInterval(() => void hangUpUnlessWelcome(call, stream), ADMIT_EVERY_MS);
  let toldAt = 0;
  const tell = (progress: object) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    stream.send({ name: 'progress', data: progress });
  };
  try {
    const done = await work(tell);
    stream.send({ name: 'done', data: done });
    return done;
  } catch (error) {
    const problem = problemOf(call.parts, error, call.facts.requestId);
    stream.send({ name: 'problem', data: problemBody(problem.parts, call.req.url ?? '') });
    throw problem;
  } finally {
    clearInterval(admitting);
    stream.end();
  }
}

async function hangUpUnlessWelcome(call: Call, stream: EventStream): Promise<void> {
  // A store that cannot be asked now says nothing about the caller.
  const welcome = await isStillWelcome(call, stream).catch(() => true);
  if (!welcome) stream.res.once('finish', () => call.req.socket.destroy());
}
