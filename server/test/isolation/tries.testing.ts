import { expect } from 'vitest';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import type { Holdings, Thing } from '../support/holdings.ts';
import { type QuickAnswer, quickCall } from '../support/quick-call.ts';
import type { TestServer } from '../support/server.ts';
import { type IdMember, idMemberOf, type Leaf, leavesOf, put, validInput } from '../support/valid-inputs.ts';

/** One try: a member of an operation, and the kind of thing of somebody else's that is put there. */
export interface Try {
  readonly operation: OperationName;
  readonly leaf: Leaf;
  readonly thing: Thing;
}

function triesOf(things: (member: IdMember) => readonly Thing[]): readonly Try[] {
  return OPERATION_NAMES.flatMap((operation) =>
    leavesOf(operation).flatMap((leaf) => {
      const member = idMemberOf(leaf);
      return (member === undefined ? [] : things(member)).map((thing) => ({ operation, leaf, thing }));
    }),
  );
}

/** Every member of every operation that names something. */
export const TRIES = triesOf(({ tried }) => tried);
/** Members that name a gateway of EC2: where gateways are assumed there is no unknown one to compare with. */
export const DECLARED_TRIES = triesOf(({ declared = [] }) => declared);

const nameOf = ({ operation, leaf, thing }: Try) => `${operation}.${leaf.path} ← ${thing}`;

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const nextDigits = (text: string) => text.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));

/** The same id with other characters: well formed, and nobody's. */
function twinOf(id: string): string {
  const other = (text: string) => text.replaceAll(/[a-z0-9]/g, (one) => (/\d/.test(one) ? 'q' : '7'));
  if (id.includes(':secret:')) return id.replace(/[0-9a-f]{64}-\w+$/, other);
  if (UUID.test(id)) return id.replace(UUID, nextDigits);
  if (/^[vt]gw-/.test(id)) return nextDigits(id);
  return id.replace(
    /(dx(?:con|lag|rg|vif|peer)-)(\w+)$/,
    (_, prefix: string, rest: string) => prefix + other(rest),
  );
}

/** What a caller sees of an answer, with the id left out. */
function withoutId({ status, text }: QuickAnswer, id: string): string {
  const bare = id.replace(/^arn:.*[/]/, '');
  return `${status} ${text.replaceAll(id, '<id>').replaceAll(bare, '<id>')}`;
}

function ask(server: TestServer, one: Try, caller: Holdings, id: string): Promise<QuickAnswer> {
  const input = validInput(one.operation, caller, [one.leaf.path]);
  put(input, one.leaf.path, id);
  return quickCall(server.endpoint, caller, one.operation, input);
}

const asItIs = (id: string) => id;

/** Tries, who asks, whose things they are, and how an id is written. */
export type Differing = readonly [
  tries: readonly Try[],
  caller: Holdings,
  owner: Holdings,
  arnOf?: (id: string) => string,
];

/** The tries in which their thing does not answer as an unknown one, or in which the id was not reached at all. */
export async function differencesAt(
  server: TestServer,
  ...[tries, caller, owner, arnOf = asItIs]: Differing
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of tries) {
    const id = arnOf(owner.things[one.thing]);
    const twin = twinOf(id);
    expect(twin).not.toBe(id);
    const [answer, unknown] = [await ask(server, one, caller, id), await ask(server, one, caller, twin)];
    const [seen, wanted] = [withoutId(answer, id), withoutId(unknown, twin)];
    if (seen !== wanted) found.push(`${nameOf(one)}: ${seen} but ${wanted}`);
    else if (unknown.status !== 200 && !unknown.message.includes(twin))
      found.push(`${nameOf(one)}: ${wanted}`);
  }
  return found;
}
