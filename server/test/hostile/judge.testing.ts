import { SERVICE_ERRORS } from '../../src/model/operations.gen.ts';
import type { OperationName } from '../../src/model/types.gen.ts';
import { operations } from '../../src/operations/registry.gen.ts';
import type { Holdings } from '../support/holdings.ts';
import { passSeconds } from '../support/macsec.ts';
import { inParallel, type QuickAnswer, quickCall } from '../support/quick-call.ts';
import type { TestServer } from '../support/server.ts';
import { type Snapshot, snapshotOf } from '../support/snapshot.ts';

/** One hostile call: what it is, for a reader of a failure, and its input or the text of its body. */
export interface Attack {
  readonly what: string;
  readonly input: object | string;
}

/** What a batch of hostile calls has led to. */
export interface Outcome {
  /** Answers that no call may have, each with the attack. */
  readonly complaints: readonly string[];
  readonly answers: readonly QuickAnswer[];
  /** Successful changes, and how many records the audit trail has of them: equal. */
  readonly changes: number;
  readonly records: number;
  /** What the account can list, before and after the refused ones: equal. */
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** What a caller may be told besides the service's own errors: that the input is none. */
const FRAMEWORK = ['SerializationException', 'RequestEntityTooLargeException'];
const INSIDE = /\bat [\w.]+ \(|node:internal|\.ts:\d|SQLITE_|syntax error at|ECONN/;
/** Longer than every text with what it may quote: nobody gets back all that he has sent. */
const MESSAGE_MAX = 2_000;
const TYPES = ['application/x-amz-json-1.1', 'application/cbor'] as (string | null)[];

/** What is wrong with an answer to a hostile call; undefined: a modelled fault, or a success. */
export function complaintOf(answer: QuickAnswer): string | undefined {
  const { status, contentType, body, fault, message, text } = answer;
  if (!TYPES.includes(contentType)) return `content type ${contentType}`;
  if (body === undefined) return `no answer of the protocol: ${text.slice(0, 200)}`;
  if (status === 200) return fault === undefined ? undefined : `200 with ${fault}`;
  if (status >= 500 || !isKnown(fault)) return `${status} ${text.slice(0, 300)}`;
  if (message.length > MESSAGE_MAX) return `${message.length} characters: ${message.slice(0, 300)}`;
  return INSIDE.test(message) ? `tells of its inside: ${message.slice(0, 300)}` : undefined;
}

function isKnown(fault: string | undefined): boolean {
  if (fault === undefined || fault === 'DirectConnectServerException') return false;
  return Object.hasOwn(SERVICE_ERRORS, fault) || FRAMEWORK.includes(fault);
}

/**
 * Makes hostile calls of one operation, many at a time. Where some of them succeeded, the others are made once more, to
 * see that what is refused changes nothing.
 */
export async function attack(
  server: TestServer,
  holdings: Holdings,
  operation: OperationName,
  attacks: readonly Attack[],
  protocol: 'json' | 'cbor' = 'json',
): Promise<Outcome> {
  const send = ({ input }: Attack) => quickCall(server.endpoint, { ...holdings, protocol }, operation, input);
  const first = await snapshotOf(server, holdings);
  const answers = await inParallel(attacks, send);
  const complaints = attacks.flatMap(({ what }, index) => {
    const complaint = complaintOf(answers[index] as QuickAnswer);
    return complaint === undefined ? [] : [`${operation}, ${what}: ${complaint}`];
  });
  const succeeded = answers.filter(({ status }) => status === 200).length;
  const changes = operations[operation].kind === 'command' ? succeeded : 0;
  const outcome = { complaints, answers, changes };
  if (changes === 0) {
    const after = await snapshotOf(server, holdings);
    return { ...outcome, records: after.records - first.records, before: first, after };
  }
  // What has succeeded comes to rest first.
  await passSeconds(server, 1);
  const before = await snapshotOf(server, holdings);
  await inParallel(
    attacks.filter((_, index) => answers[index]?.status !== 200),
    send,
  );
  const after = await snapshotOf(server, holdings);
  return { ...outcome, records: before.records - first.records, before, after };
}
