// Wrong types, nulls, numbers out of range, huge lists and keys that pollute prototypes, at every place of every input.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { inParallel, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { leavesOf, put, validInput } from '../support/valid-inputs.ts';
import { attack, type Attack, complaintOf } from './judge.testing.ts';

// Thousands of calls a test: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

/** JSON text, because JavaScript has no value for some of it. */
const VALUES: readonly string[] = [
  'null',
  'true',
  '1.5',
  '-1',
  '0',
  '-0',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '18446744073709551616',
  '1e400',
  '1e-400',
  '""',
  '"text"',
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"a":1}',
  '{"length":3}',
  '{"toString":null,"valueOf":1}',
];

/** Every place of an input: `tags`, `tags[]`, `tags[].key`. */
function placesOf(operation: OperationName): readonly string[] {
  const paths = leavesOf(operation).flatMap(({ path }) => {
    const steps = path.split(/(?=\[\])|(?=\.)/);
    return steps.map((_, index) => steps.slice(0, index + 1).join(''));
  });
  return [...new Set(paths)];
}

const WITH_INPUT = OPERATION_NAMES.filter((operation) => placesOf(operation).length > 0);
const HOLE = '@hole@';

describe('an input of another shape', () => {
  const server = useServer({ flags: ['--quotas', 'off'] });
  let mine: Holdings;

  beforeAll(async () => {
    mine = await newHoldings(server);
  });

  /** Valid inputs in which one place has that JSON text. */
  function spoilt(operation: OperationName, place: string, values: readonly string[]): readonly Attack[] {
    const inside = leavesOf(operation).filter(({ path }) => path === place || path.startsWith(place));
    const text = () => {
      const input = validInput(
        operation,
        mine,
        inside.slice(0, 1).map(({ path }) => path),
      );
      put(input, place, HOLE);
      return JSON.stringify(input);
    };
    return values.map((value) => ({
      what: `${place} ← ${value.slice(0, 60)}`,
      input: text().replace(`"${HOLE}"`, value),
    }));
  }

  test.each(WITH_INPUT)('%s: wrong types, nulls, numbers out of range', async (operation) => {
    const attacks = placesOf(operation).flatMap((place) => spoilt(operation, place, VALUES));
    const { complaints, changes, records, before, after } = await attack(server, mine, operation, attacks);
    expect(complaints).toEqual([]);
    expect(records).toBe(changes);
    expect(after).toEqual(before);
  });

  const lists = WITH_INPUT.flatMap((operation) =>
    placesOf(operation)
      .filter((place) => place.endsWith('[]'))
      .map((place) => [operation, place.slice(0, -2)] as const),
  );

  test.each(lists)('%s: huge lists as %s', async (operation, place) => {
    const input = validInput(
      operation,
      mine,
      leavesOf(operation).map(({ path }) => path),
    );
    const item = JSON.stringify((at(input, place) as unknown[])[0]);
    const distinct = (n: number) => item.replace(/(valid|key|value|dxcon-\w|dxlag-\w)/, `$1${n}`);
    const listOf = (count: number, make: (n: number) => string) =>
      `[${Array.from({ length: count }, (_, n) => make(n)).join()}]`;
    const values = [51, 201, 5000].flatMap((count) => [listOf(count, () => item), listOf(count, distinct)]);
    const attacks = spoilt(operation, place, values);
    const { complaints, changes, records, before, after } = await attack(server, mine, operation, attacks);
    expect(complaints).toEqual([]);
    expect(records).toBe(changes);
    expect(after).toEqual(before);
  });

  const at = (input: unknown, place: string) =>
    place.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], input);

  const POLLUTED = '{"polluted":true,"isAdmin":true,"account":"000000000000","kind":"interconnect"}';
  const POLLUTERS = [
    `"__proto__":${POLLUTED}`,
    `"constructor":{"prototype":${POLLUTED}}`,
    `"prototype":${POLLUTED},"__defineGetter__":1,"toJSON":"x","then":{"a":1}`,
    `"__proto__":null`,
  ];

  test.each(WITH_INPUT)(
    '%s: keys that pollute prototypes are unknown members, and ignored',
    async (operation) => {
      const paths = leavesOf(operation).map(({ path }) => path);
      const input = JSON.stringify(validInput(operation, mine, paths));
      // At the start of every object: what comes later in it must not be lost either.
      const bodies = POLLUTERS.map((keys) => input.replaceAll('{"', `{${keys},"`));
      const answers = await inParallel(
        [input, ...bodies],
        (body) => quickCall(server.endpoint, mine, operation, body),
        1,
      );
      expect(answers.map(complaintOf).filter((complaint) => complaint !== undefined)).toEqual([]);
      expect(Object.keys(Object.prototype)).toEqual([]);
      for (const name of ['polluted', 'isAdmin', 'account', 'kind']) expect(name in {}).toBe(false);
      for (const { text } of answers) expect(text).not.toContain('000000000000');
    },
  );

  test('what stands in a prototype of the body is no member', async () => {
    const order = { location: mine.location, bandwidth: '1Gbps', connectionName: 'inherited' };
    const answer = await quickCall(
      server.endpoint,
      mine,
      'CreateConnection',
      `{"__proto__":${JSON.stringify(order)}}`,
    );
    expect(answer).toMatchObject({ status: 400, fault: 'DirectConnectClientException' });
    const tagged = await quickCall(server.endpoint, mine, 'CreateConnection', {
      ...order,
      tags: [
        { key: '__proto__', value: 'constructor' },
        { key: 'constructor', value: '__proto__' },
        { key: 'toString', value: '' },
      ],
    });
    expect(tagged).toMatchObject({
      status: 200,
      body: {
        tags: [{ key: '__proto__', value: 'constructor' }, { key: 'constructor' }, { key: 'toString' }],
      },
    });
  });
});
