// Every string of injection lore in every string member of every operation: a modelled fault or a success, never a 500;
// what is refused writes nothing; what is accepted comes back as it was sent.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import type { QuickAnswer } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { type Leaf, leavesOf, put, validInput } from '../support/valid-inputs.ts';
import { attack } from './judge.testing.ts';
import { LORE } from './lore.testing.ts';

// Thousands of calls a test: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

const stringsOf = (operation: OperationName) =>
  leavesOf(operation).filter(({ shape }) => shape.type === 'string');
const WITH_STRINGS = OPERATION_NAMES.filter((operation) => stringsOf(operation).length > 0);

describe('injection lore', () => {
  const server = useServer({ flags: ['--quotas', 'off'] });
  let mine: Holdings;
  let bystander: Holdings;

  beforeAll(async () => {
    mine = await newHoldings(server);
    bystander = await newHoldings(server);
  });

  const triesOf = (operation: OperationName) =>
    stringsOf(operation).flatMap((leaf) =>
      LORE.map(([what, text]) => {
        const input = validInput(operation, mine, [leaf.path]);
        put(input, leaf.path, text);
        return { what: `${leaf.path} ← ${what}`, input, leaf, text };
      }),
    );

  test('there is something to try', () => {
    expect(WITH_STRINGS.length).toBeGreaterThan(30);
  });

  test.each(WITH_STRINGS)('%s', async (operation) => {
    const tries = triesOf(operation);
    const { complaints, answers, changes, records, before, after } = await attack(
      server,
      mine,
      operation,
      tries,
    );
    expect(complaints).toEqual([]);
    expect(records).toBe(changes);
    expect(after).toEqual(before);
    const altered = tries.filter(({ leaf, text }, index) => isAltered(answers[index], leaf, text));
    expect(altered.map(({ what }) => what)).toEqual([]);
  });

  test.each(['CreateConnection', 'CreateResiliencyGroup', 'TagResource'] as const)(
    '%s in CBOR',
    async (operation) => {
      const tries = triesOf(operation);
      const { complaints, changes, records, before, after } = await attack(
        server,
        mine,
        operation,
        tries,
        'cbor',
      );
      expect(complaints).toEqual([]);
      expect(records).toBe(changes);
      expect(after).toEqual(before);
    },
  );

  test('a bystander’s things are as they were, and every operation still works', async () => {
    const { connections = [] } = await server.call('DescribeConnections', {}, bystander);
    expect(connections.map(({ connectionName }) => connectionName)).toContain(bystander.mark);
    const fresh = await newHoldings(server);
    expect(Object.values(fresh.things)).not.toContain('');
    const { status } = await fetch(`${server.endpoint}/health`);
    expect(status).toBe(200);
  });
});

/** Where an answer shows the member that was sent, it has the very text; a location is shown in its own letters. */
function isAltered(answer: QuickAnswer | undefined, { name }: Leaf, text: string): boolean {
  if (answer?.status !== 200 || name === 'location') return false;
  const shown = valuesOf(answer.body, name);
  return shown.length > 0 && !shown.includes(text);
}

function valuesOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === name ? [member] : valuesOf(member, name)));
}
