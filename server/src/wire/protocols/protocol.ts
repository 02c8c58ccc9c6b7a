import type { RequestMetric } from '../service.ts';

/** Bytes to values and back. */
export interface Codec {
  /** @throws Error of any kind when the bytes are not of the format */
  readonly decode: (body: Buffer) => unknown;
  readonly encode: (value: object) => string | Uint8Array;
}

/** How requests and answers look on the wire. */
export interface Protocol {
  readonly name: RequestMetric['protocol'];
  /** Headers of every answer, names and values in turn. */
  readonly headers: readonly string[];
  /** What `__type` says for a code of the catalogue. */
  readonly typeOf: (code: string) => string;
  /** Asked for at each request: a codec may be loaded on its first use. */
  readonly codec: () => Codec | Promise<Codec>;
}
