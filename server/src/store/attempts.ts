import type { Recorder } from './recorder.ts';
import { Collision, Conflict, type Reader, type Transaction } from './store.ts';

/** Whether another attempt may end better. */
export function isLostRace(error: unknown): error is Conflict | Collision {
  return error instanceof Conflict || error instanceof Collision;
}

/** What a unit works with: the reads of `reader`, and writes that `recorder` keeps. */
export function transactionOf(reader: Reader, recorder: Recorder): Transaction {
  return {
    all: (query, ...values) => reader.all(query, ...values),
    one: (query, ...values) => reader.one(query, ...values),
    insert: (into, row) => recorder.insert(into, row),
    update: (of, row, changes) => recorder.update(of, row, changes),
    remove: (from, row) => recorder.remove(from, row),
    touch: (of, parent) => recorder.touch(of, parent),
    guard: (of, row) => recorder.guard(of, row),
    get changes() {
      return recorder.changes;
    },
    get entered() {
      return recorder.entered;
    },
  };
}
