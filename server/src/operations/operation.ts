import type { Heard, HeardGateway } from '../domain/cloud-gateway/heard.ts';
import type { OperationName, OperationTypes } from '../model/types.gen.ts';
import type { Look } from '../store/look.ts';
import type { Writer } from '../store/store.ts';
import type { Work } from '../work/context.ts';
import type { ShortPrefix } from '../domain/ids.ts';
import type { OperationSettings } from './settings.ts';

/** Who calls. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  readonly requestId: string;
  readonly sourceIp: string;
}

/** What a read may touch. Time comes in here, never from globals. */
export interface QueryContext {
  readonly caller: Caller;
  /** Typed reads, scoped to the caller's account and Region. */
  readonly look: Look;
  /** Epoch milliseconds of the service's clock. */
  readonly now: number;
  readonly settings: OperationSettings;
  /** What was heard of gateways by id, where the operation has asked before. */
  readonly heard: ReadonlyMap<string, Heard>;
}

/** What an operation may ask before its unit of work begins: whatever is slow, and outside. */
export interface Outside {
  readonly caller: Caller;
  readonly look: Look;
  /** A virtual private or transit gateway of the called Region, as an account sees it; its owner where it is known. */
  readonly ask: (id: string, account: string, owner?: string) => Promise<Heard>;
  /** The caller's virtual private gateways of the called Region, those in `own` included; undefined when nobody answers. */
  readonly virtualGateways: (own: ReadonlySet<string>) => Promise<readonly HeardGateway[] | undefined>;
}

/** Asks outside; called where there is somebody to ask. */
export type Prepare<N extends OperationName> = (
  input: Input<N>,
  outside: Outside,
) => Promise<ReadonlyMap<string, Heard>>;

/** What a change may touch: writes are recorded here and committed together after the operation has ended. */
export interface Context extends QueryContext {
  readonly write: Writer;
  /** The same unit of work, as the room that operations share with timers and the operator knows it. */
  readonly work: Work;
  /** A new id of the service, random; a collision runs the operation again. */
  readonly newId: (prefix: ShortPrefix) => string;
  /** Random bytes for other ids and keys. */
  readonly random: (bytes: number) => Uint8Array;
  /** Place of a new row in its account's lists. */
  readonly newSeq: () => number;
}

export type Input<N extends OperationName> = OperationTypes[N]['input'];
export type Output<N extends OperationName> = OperationTypes[N]['output'];

/** What is slow and needs nothing of the transaction is a function: it is called after the commit. */
export type Answer<N extends OperationName> = Output<N> | (() => Promise<Output<N>>);

export type Operation<N extends OperationName> =
  | {
      readonly name: N;
      readonly kind: 'query';
      readonly prepare: Prepare<N> | undefined;
      readonly handle: (input: Input<N>, ctx: QueryContext) => Promise<Answer<N>>;
    }
  | {
      readonly name: N;
      readonly kind: 'command';
      readonly prepare: Prepare<N> | undefined;
      readonly handle: (input: Input<N>, ctx: Context) => Promise<Answer<N>>;
    };

/** An operation that changes something: look, decide, write, answer; a few prepare before that. */
export function operation<N extends OperationName>(
  name: N,
  handle: (input: Input<N>, ctx: Context) => Promise<Answer<N>>,
  prepare?: Prepare<N>,
): Operation<N> {
  return { name, kind: 'command', handle, prepare };
}

/** An operation that only reads. */
export function query<N extends OperationName>(
  name: N,
  handle: (input: Input<N>, ctx: QueryContext) => Promise<Answer<N>>,
  prepare?: Prepare<N>,
): Operation<N> {
  return { name, kind: 'query', handle, prepare };
}
