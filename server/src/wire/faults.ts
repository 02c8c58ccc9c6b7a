/** One fault of the catalogue. */
export interface CatalogueEntry {
  readonly status: number;
  /** What is said when nobody knows better; undefined: the type alone is sent. */
  readonly text: string | undefined;
  readonly when: string;
  /** Where code, status and text come from: tags of docs/fidelity, or GUESS. */
  readonly source: string;
}

/**
 * Every fault that a caller of the API can see, whatever the protocol. The generated page docs/errors.md is
 * this table.
 *
 * Statuses: the generic page of autumn 2026 gives 403 and 404 to some of the framework's, the services of this
 * framework that were measured give 400; clients go by the code.
 */
export const FAULTS = {
  DirectConnectClientException: {
    status: 400,
    text: undefined,
    when: 'A rule of the service or of its model refuses the request; the message says which',
    source: '[M][TFI]',
  },
  DirectConnectServerException: {
    status: 500,
    text: 'Unable to process request',
    when: 'The server failed; its log has the cause under the request id',
    source: '[M26][SM][terraform#22961]',
  },
  DuplicateTagKeysException: {
    status: 400,
    text: undefined,
    when: 'A tag key occurs twice in one request',
    source: '[M]; the model has no message, one may be added [M]',
  },
  TooManyTagsException: {
    status: 400,
    text: undefined,
    when: 'A resource would have more tags than it may',
    source: '[M]; the model has no message, one may be added [M]',
  },
  LimitExceededException: {
    status: 400,
    text: undefined,
    when: 'A rate limiter would be exceeded',
    source: '[M26]; the model has no message, one may be added [M]',
  },
  UnknownOperationException: {
    status: 400,
    text: undefined,
    when: 'The target is missing, has another prefix or names no operation; on the CBOR path also: the smithy-protocol header is missing or another',
    source: '[Athena 2026-09-23]: the type alone; on the CBOR path GUESS',
  },
  SerializationException: {
    status: 400,
    text: undefined,
    when: 'The body is not what its protocol says, not an object, nested too deep, or a member has the wrong type',
    source: 'GUESS; some services of the framework add a message',
  },
  RequestEntityTooLargeException: {
    status: 413,
    text: undefined,
    when: 'The body is larger than the server reads',
    source: '[API26], text GUESS',
  },
  MissingAuthenticationTokenException: {
    status: 400,
    text: 'Missing Authentication Token',
    when: 'Mode verify: no Authorization header',
    source: 'GUESS',
  },
  IncompleteSignatureException: {
    status: 400,
    text: undefined,
    when: 'The Authorization header or the date is missing a part, is malformed, or stands in the query',
    source: 'GUESS',
  },
  InvalidSignatureException: {
    status: 400,
    text: 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    when: 'The signature is wrong, covers too little, or is older or newer than 15 minutes',
    source: 'GUESS (text: general AWS)',
  },
  UnrecognizedClientException: {
    status: 400,
    text: 'The security token included in the request is invalid.',
    when: 'The access key is unknown or inactive, or the session token is not the one of the key',
    source: 'GUESS',
  },
  ExpiredTokenException: {
    status: 400,
    text: 'The security token included in the request is expired',
    when: 'Temporary credentials after their end',
    source: 'GUESS',
  },
  AccessDeniedException: {
    status: 400,
    text: undefined,
    when: 'A policy does not allow the call',
    source: 'GUESS',
  },
  ThrottlingException: {
    status: 400,
    text: 'Rate exceeded',
    when: 'Too many calls; clients try again by themselves',
    source: 'GUESS',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type FaultCode = keyof typeof FAULTS;

export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(FAULTS, code);
}

/** A step of the ladder says no. Its message, where there is one, is for the caller. */
export class WireFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message?: string) {
    super(message);
    this.code = code;
  }
}
