import { decode, type TagDecodeControl } from 'cborg';
import { ChunkedTokenizer } from './cbor-tokenizer.ts';

/** Strict where the model is: no integers beyond 2^53, no NaN, no tag but the one of timestamps. */
const OPTIONS = {
  allowBigInt: false,
  allowInfinity: false,
  allowNaN: false,
  coerceUndefinedToNull: true,
  rejectDuplicateMapKeys: true,
  // A timestamp is its epoch seconds, as in JSON.
  tags: { 1: (content: TagDecodeControl) => content() },
};

/**
 * Decodes a request. cborg, because it holds what is there and no more: a hundred bytes that announce arrays of
 * thirty million make @smithy/core/cbor take all memory, 200 KB of a bignum keep cbor-x busy for 12 seconds
 * (docs/decisions/0003).
 *
 * @throws Error when the bytes are not one CBOR item of the kinds that the protocol has
 */
export function decodeCbor(body: Uint8Array): unknown {
  return decode(body, { ...OPTIONS, tokenizer: new ChunkedTokenizer(body, OPTIONS) });
}
