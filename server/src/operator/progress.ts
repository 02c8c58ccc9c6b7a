import { problemOf } from './answer-problem.ts';
import type { Call } from './call.ts';
import { problemBody } from './problem.ts';
import { openEventStream } from './sse.ts';

/** A person sees no more than that. */
const TELL_EVERY_MS = 100;

/** Whether the caller would rather be told of the progress than wait for the end. */
export function wantsStream({ req }: Call): boolean {
  return (req.headers.accept ?? '').includes('text/event-stream');
}

/** Does long work and tells its progress: events `progress`, then `done` with the outcome, or `problem`. */
export async function writeProgress<T>(
  call: Call,
  work: (tell: (progress: object) => void) => Promise<T>,
): Promise<T> {
  const stream = openEventStream(call.takeAnswer());
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
    stream.end();
  }
}
