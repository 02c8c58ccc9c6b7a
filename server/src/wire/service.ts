import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultCode } from './faults.ts';
import type { Headers } from './headers.ts';

/** The service behind the wire: all that the protocols and SigV4 must know of it, as values. */
export interface WireService {
  /** By operation name. */
  readonly operations: ReadonlyMap<string, WireOperation>;
  /** What stands before the dot of X-Amz-Target, and in the path of RPC v2 CBOR. */
  readonly targetPrefix: string;
  /** The service of a credential scope. */
  readonly signingName: string;
  /** What stands before the `#` of a CBOR error type. */
  readonly namespace: string;
  /** Members that are epoch seconds in JSON and tag 1 in CBOR. */
  readonly timestampMembers: ReadonlySet<string>;
  /** Members that are base64 in JSON and byte strings in CBOR. */
  readonly blobMembers: ReadonlySet<string>;
}

export interface WireOperation {
  readonly name: string;
  readonly validate: (input: unknown) => Problem | undefined;
  /** A fault that the caller may see is an outcome; whatever is thrown is the server's own 500. */
  readonly run: (input: unknown, caller: Caller) => Promise<Outcome>;
}

/** What is wrong with an input: a `type` is a broken message, a `constraint` a broken rule of the model. */
export interface Problem {
  readonly kind: 'type' | 'constraint';
  readonly member: string;
  readonly message: string;
}

/** Who calls, from where, about which Region. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  /** Undefined where the request bore no credentials at all (mode `open`). */
  readonly accessKeyId: string | undefined;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
}

/** What a call came to. A fault's code is one of the catalogue (faults.ts); without a message it has the catalogue's. */
export type Outcome =
  | { readonly output: object }
  | { readonly fault: { readonly code: string; readonly message?: string } };

/** A registered access key. */
export interface KeyRecord {
  readonly secret: string;
  readonly account: string;
  readonly active: boolean;
  /** Temporary credentials: the token that must come with them, and when they end (epoch milliseconds). */
  readonly sessionToken?: string;
  readonly expiresAt?: number;
}

export interface CredentialSource {
  readonly find: (accessKeyId: string) => KeyRecord | undefined | Promise<KeyRecord | undefined>;
}

/** Something else that lives on the same port: health, metrics, the home page, the operator API. */
export interface Mount {
  readonly matches: (path: string, method: string, headers: Headers) => boolean;
  /** Its result is awaited when it is a promise; what it throws is logged and answered with a bare 500. */
  readonly handle: (req: IncomingMessage, res: ServerResponse) => unknown;
}

/** One API request, told once, when it is over. */
export interface RequestMetric {
  /** An operation's name, or `unknown`: never text that the client made up. */
  readonly operation: string;
  readonly protocol: 'awsJson1_1' | 'rpcv2Cbor';
  /** `aborted`: the client went away before its body was complete; nothing was run or answered. */
  readonly outcome: 'ok' | 'aborted' | FaultCode;
  /** 0 where nothing was answered. */
  readonly status: number;
  readonly seconds: number;
}

export interface WireLog {
  readonly error: (details: object, message: string) => void;
}

export interface WireOptions {
  /** `open`: signatures are checked for registered keys alone. `verify`: registered keys only. */
  readonly mode: 'open' | 'verify';
  readonly credentials: CredentialSource;
  /** Mode `open`: whose resources a call is about that names no account. */
  readonly defaultAccount: string;
  /** For a request without a credential scope. */
  readonly defaultRegion: string;
  readonly regionAnswers: (region: string) => boolean;
  /** Real time in epoch milliseconds: signatures know no other clock. */
  readonly now: () => number;
  /** The service's time in epoch milliseconds: registered keys end by it. */
  readonly serviceNow: () => number;
  /** A proxy in front says where requests come from. */
  readonly behindProxy: boolean;
  readonly onRequest: (metric: RequestMetric) => void;
  readonly log: WireLog;
  readonly mounts: readonly Mount[];
  readonly bodyLimitBytes: number;
}
