import { isUtf8 } from 'node:buffer';
import type { Codec, Protocol } from './protocol.ts';

const codec: Codec = {
  decode(body) {
    // Broken UTF-8 would come out as replacement characters, and be stored.
    if (!isUtf8(body)) throw new TypeError('the body is not UTF-8');
    return JSON.parse(body.toString('utf8'));
  },
  encode: (value) => JSON.stringify(value),
};

/** awsJson1.1: compact JSON, error types without a namespace [ANS]. */
export const awsJson: Protocol = {
  name: 'awsJson1_1',
  headers: ['Content-Type', 'application/x-amz-json-1.1'],
  typeOf: (code) => code,
  codec: () => codec,
};
