import type { Heard, HeardGateway } from '../domain/cloud-gateway/heard.ts';
import { ServiceFault } from '../domain/fault.ts';
import { shortId } from '../domain/ids.ts';
import type { OperationName } from '../model/types.gen.ts';
import type { Entered, Reader, StateChange, Store, Transaction } from '../store/store.ts';
import { records } from '../store/tables/records.ts';
import type { Caller, Context, Operation, QueryContext } from './operation.ts';
import { redacted } from './redact.ts';
import { operations } from './registry.gen.ts';
import type { OperationSettings } from './settings.ts';
import { told } from './told.ts';

export interface RunnerParts {
  readonly store: Store;
  readonly settings: OperationSettings;
  /** Epoch milliseconds of the service's clock. */
  readonly now: () => number;
  readonly newSeq: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Asks the reconcilers to look soon. */
  readonly wake: () => void;
  /** Waits until what a change brings at once has happened; absent where nobody expects to see that in the next look. */
  readonly atRest?: (() => Promise<void>) | undefined;
  /** Who knows gateways that this service does not make; absent where nobody is asked. */
  readonly directory?: Directory | undefined;
}

/** As operations ask it. */
export interface Directory {
  ask(id: string, asking: Asking): Promise<Heard>;
  virtualGateways(asking: Asking): Promise<readonly HeardGateway[] | undefined>;
}

interface Asking extends Pick<Caller, 'account' | 'region'> {
  readonly ownerOf: (id: string) => string | undefined;
}

export type Outcome =
  | { readonly output: object }
  | { readonly fault: { readonly code: string; readonly message?: string } };

type Run = (input: unknown, caller: Caller) => Promise<Outcome>;

/** Runs operations by name: the pipeline of look, decide, write, commit, answer. Throws only what is a bug. */
export function createRunner(parts: RunnerParts): (name: OperationName) => Run {
  return (name) => {
    const operation = operations[name] as Operation<OperationName>;
    const run = operation.kind === 'command' ? command(operation, parts) : reading(operation, parts);
    return async (input, caller) => {
      try {
        const answer = await run(input, caller);
        const output = typeof answer === 'function' ? await answer() : answer;
        // The answer still says how things stood when the change was made.
        if (operation.kind === 'command') await parts.atRest?.();
        return { output };
      } catch (error) {
        if (error instanceof ServiceFault)
          return { fault: { code: error.code, message: told(error.message, input) } };
        throw error;
      }
    };
  };
}

type Answers = (input: unknown, caller: Caller) => Promise<object | (() => Promise<object>)>;

function reading(operation: Operation<OperationName> & { kind: 'query' }, parts: RunnerParts): Answers {
  const { handle } = operation;
  const { reader } = parts.store;
  return async (input, caller) => {
    const heard = await prepared(operation, parts, input, caller);
    return handle(input as never, looking(parts, reader, caller, heard));
  };
}

function command(operation: Operation<OperationName> & { kind: 'command' }, parts: RunnerParts): Answers {
  return async (input, caller) => {
    const heard = await prepared(operation, parts, input, caller);
    const answer = await parts.store.commit(async (tx) => {
      const ctx = writing(parts, tx, caller, heard);
      const given = await operation.handle(input as never, ctx);
      tx.insert(records, record(operation.name, input, ctx, parts.newSeq()));
      return given;
    });
    parts.wake();
    return answer;
  };
}

type Hearing = QueryContext['heard'];

const NOTHING: Hearing = new Map();

/** What an operation has heard before its unit of work begins: most ask nobody. */
async function prepared(
  { prepare }: Pick<Operation<OperationName>, 'prepare'>,
  { directory, store }: RunnerParts,
  input: unknown,
  caller: Caller,
): Promise<Hearing> {
  if (prepare === undefined || directory === undefined) return NOTHING;
  const { account, region } = caller;
  return prepare(input as never, {
    caller,
    look: { reader: store.reader, account, region },
    ask: (id, as, owner) => directory.ask(id, { account: as, region, ownerOf: () => owner }),
    virtualGateways: (own) =>
      directory.virtualGateways({ account, region, ownerOf: (id) => (own.has(id) ? account : undefined) }),
  });
}

function looking(parts: RunnerParts, reader: Reader, caller: Caller, heard: Hearing): QueryContext {
  const { account, region } = caller;
  return { caller, look: { reader, account, region }, now: parts.now(), settings: parts.settings, heard };
}

function writing(parts: RunnerParts, tx: Transaction, caller: Caller, heard: Hearing): Context {
  const ctx = looking(parts, tx, caller, heard);
  const { random, newSeq, settings } = parts;
  const { durations, factsRetold } = settings;
  return {
    ...ctx,
    write: tx,
    work: { reader: tx, write: tx, now: ctx.now, durations, factsRetold, random, newSeq },
    newId: (prefix) => shortId(prefix, parts.random(7)),
    random: parts.random,
    newSeq: parts.newSeq,
  };
}

function record(action: OperationName, input: unknown, ctx: Context, seq: number) {
  const { caller, write, now } = ctx;
  return {
    seq,
    at: now,
    account: caller.account,
    region: caller.region,
    actor: `key:${caller.accessKeyId ?? 'anonymous'}`,
    action,
    requestId: caller.requestId,
    sourceIp: caller.sourceIp,
    request: redacted(input),
    changes: JSON.stringify(write.entered.map((entered) => changeFor(caller.account, entered))),
  };
}

/** A change with whose it is, where a call reaches what another account owns: the trail of either has it. */
function changeFor(caller: string, { change, after }: Entered): StateChange {
  const { account } = after as { readonly account?: string };
  return account === undefined || account === caller ? change : { ...change, account };
}
