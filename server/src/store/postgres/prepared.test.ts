import { describe, expect, test } from 'vitest';
import { Kept } from './kept.ts';
import { preparing } from './prepared.ts';

const BOUNDS = { often: 3, names: 2, kept: 4 };

describe('a statement', () => {
  test('has a name from the third time on, and keeps it', () => {
    const prepared = preparing(BOUNDS);
    const seen = Array.from({ length: 5 }, () => prepared('select ?').name);
    expect(seen).toEqual([undefined, undefined, 'crossconnect_1', 'crossconnect_1', 'crossconnect_1']);
  });

  test('has its places numbered, with a name and without', () => {
    const prepared = preparing(BOUNDS);
    const sql = `select '?', "?", ? where a = ?`;
    const texts = Array.from({ length: 4 }, () => prepared(sql).text);
    expect(new Set(texts)).toEqual(new Set([`select '?', "?", $1 where a = $2`]));
  });

  test('has none where all have been given', () => {
    const prepared = preparing(BOUNDS);
    const last = (sql: string) => Array.from({ length: 9 }, () => prepared(sql)).at(-1)?.name;
    expect(['a', 'b', 'c', 'a', 'd'].map(last)).toEqual([
      'crossconnect_1',
      'crossconnect_2',
      undefined,
      'crossconnect_1',
      undefined,
    ]);
  });

  test('has none where it comes too seldom: others come in between', () => {
    const prepared = preparing(BOUNDS);
    const shapes = Array.from({ length: 20 }, (_, index) => `select ${index}`);
    const names = [1, 2, 3, 4].flatMap(() => shapes.map((sql) => prepared(sql).name));
    expect(names.every((name) => name === undefined)).toBe(true);
  });
});

test('what is kept is bounded: what has not been asked for longest goes first', () => {
  const kept = new Kept<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    kept.of(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  expect(kept.size).toBe(2);
});
