import { type Token, Type } from 'cborg';
import { DEPTH_MAX, tooDeep } from '../decoded.ts';

/** Follows the tokens of one item: cborg calls itself for each level, and thousands would end the stack. */
export class DepthGuard {
  /** How many items each open array or map still takes; a map's entry is two. */
  readonly #open: number[] = [];
  #tags = 0;

  /** @throws RangeError when the token opens one level too many */
  pass({ type, value }: Token): void {
    this.#tags = Type.equals(type, Type.tag) ? this.#tags + 1 : 0;
    if (this.#tags > DEPTH_MAX) throw tooDeep();
    // A tag and what it says something of are one item.
    if (this.#tags > 0) return;
    if (Type.equals(type, Type.break)) this.#open.pop();
    else this.#take();
    if (Type.equals(type, Type.array)) this.#open.push(value);
    if (Type.equals(type, Type.map)) this.#open.push(2 * value);
    if (this.#open.length > DEPTH_MAX) throw tooDeep();
    while (this.#open.at(-1) === 0) this.#open.pop();
  }

  #take(): void {
    const left = this.#open.pop();
    if (left !== undefined) this.#open.push(left - 1);
  }
}
