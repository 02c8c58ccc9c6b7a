import { isUtf8 } from 'node:buffer';
import { Token, Tokenizer, Type } from 'cborg';
import { DepthGuard } from './cbor-depth.ts';

const INDEFINITE_BYTES = 0x5f;
const INDEFINITE_TEXT = 0x7f;

/**
 * cborg's tokenizer with strings of indefinite length (RFC 8949 3.2.3), which cborg refuses and the protocol
 * asks servers to read; with text that is checked to be UTF-8, where cborg puts replacement characters; and with an end
 * to nesting.
 */
export class ChunkedTokenizer extends Tokenizer {
  readonly #depth = new DepthGuard();

  override next(): Token {
    const token = this.#whole();
    this.#depth.pass(token);
    return token;
  }

  #whole(): Token {
    const first = this.data[this._pos];
    if (first === INDEFINITE_TEXT) return this.#chunked<string>(Type.string, (parts) => parts.join(''));
    if (first === INDEFINITE_BYTES)
      return this.#chunked<Uint8Array>(Type.bytes, (parts) => Buffer.concat(parts));
    return this.#checked();
  }

  /** The chunks up to the break, which must be of definite length and of the string's own type. */
  #chunked<T extends string | Uint8Array>(type: Type, join: (parts: T[]) => T): Token {
    this._pos += 1;
    const parts: T[] = [];
    for (;;) {
      if (this.done()) throw new Error('CBOR decode error: string of indefinite length without its end');
      const chunk = this.#checked();
      if (Type.equals(chunk.type, Type.break)) return new Token(type, join(parts), 0);
      if (!Type.equals(chunk.type, type)) throw new Error('CBOR decode error: chunk of another type');
      parts.push(chunk.value as T);
    }
  }

  #checked(): Token {
    const start = this._pos;
    const token = super.next();
    // The replacement character is looked for first: only a string that has one can have been broken.
    if (Type.equals(token.type, Type.string) && token.value.includes('\ufffd')) {
      if (!isUtf8(this.data.subarray(start + headBytes(this.data[start]), this._pos))) {
        throw new Error('CBOR decode error: text that is not UTF-8');
      }
    }
    return token;
  }
}

/** How long the head of a string is: its first byte and the length that may follow. */
function headBytes(first = 0): number {
  const minor = first & 31;
  return minor < 24 ? 1 : 1 + 2 ** (minor - 24);
}
