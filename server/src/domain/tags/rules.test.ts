import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tag } from '../../model/types.gen.ts';
import { isRefusal } from '../refusal.ts';
import { mergeTags, removeTags } from './rules.ts';

const numbered = (count: number, prefix = 'key'): readonly Tag[] =>
  Array.from({ length: count }, (_, at) => ({ key: `${prefix}${at}`, value: 'v' }));

describe('tags are refused', () => {
  test.each<[string, readonly Tag[], readonly Tag[], object]>([
    [
      'that name a key twice',
      [],
      [{ key: 'a', value: '1' }, { key: 'b' }, { key: 'a', value: '2' }],
      { refused: 'DuplicateTagKeysException', message: 'Tag key a is given twice' },
    ],
    [
      'that are reserved, whatever the case',
      [],
      [{ key: 'AWS:name', value: '1' }],
      {
        refused: 'DirectConnectClientException',
        message: 'Tag key AWS:name begins with aws:, which is reserved',
      },
    ],
    [
      'that are 51',
      [],
      numbered(51),
      { refused: 'TooManyTagsException', message: 'A resource can have at most 50 tags' },
    ],
    [
      'that make 51 with those present',
      numbered(50),
      [{ key: 'one more' }],
      { refused: 'TooManyTagsException', message: 'A resource can have at most 50 tags' },
    ],
  ])('%s', (_, present, given, refusal) => {
    expect(mergeTags(present, given)).toEqual(refusal);
  });

  test('to be removed, when they are reserved', () => {
    expect(removeTags([], ['a', 'aws:b'])).toEqual({
      refused: 'DirectConnectClientException',
      message: 'Tag key aws:b begins with aws:, which is reserved',
    });
  });
});

describe('tags are taken', () => {
  test('50 of them, and those of the system are not counted', () => {
    expect(mergeTags(numbered(10, 'aws:'), numbered(50))).toHaveLength(60);
  });

  test('over equal keys, in their place', () => {
    const present = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ];
    expect(mergeTags(present, [{ key: 'a' }, { key: 'c', value: '3' }])).toEqual([
      { key: 'a', value: '' },
      { key: 'b', value: '2' },
      { key: 'c', value: '3' },
    ]);
  });

  test('when the resource is full and they only overwrite', () => {
    expect(mergeTags(numbered(50), [{ key: 'key7', value: 'new' }])).toHaveLength(50);
  });

  test('a body full of keys is judged at once', () => {
    const body = numbered(80_000);
    // Of the processor, not of the clock: others may be at work.
    const start = process.cpuUsage();
    expect(mergeTags([], body)).toMatchObject({ refused: 'TooManyTagsException' });
    expect(process.cpuUsage(start).user).toBeLessThan(500_000);
  });
});

const keys = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));
const tagged = keys.map((names) => names.map((key): Tag => ({ key, value: `${key} of the resource` })));

test('what is given is there afterwards, and what is removed is not', () => {
  fc.assert(
    fc.property(tagged, keys, keys, (present, given, removed) => {
      const merged = mergeTags(
        present,
        given.map((key) => ({ key, value: 'given' })),
      );
      if (isRefusal(merged)) throw new Error(merged.message);
      const names = merged.map(({ key }) => key);
      expect(new Set(names)).toEqual(new Set([...present.map(({ key }) => key), ...given]));
      expect(names).toHaveLength(new Set(names).size);
      expect(merged.filter(({ value }) => value === 'given').map(({ key }) => key)).toHaveLength(
        given.length,
      );
      const left = removeTags(merged, removed);
      expect(left).toEqual(merged.filter(({ key }) => !removed.includes(key)));
    }),
  );
});
