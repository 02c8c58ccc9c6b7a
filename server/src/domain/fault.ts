import { isRefusal, type Refusal, type RefusalCode } from './refusal.ts';

/** A fault that the caller sees: `code` is the wire's `__type`. Everything else is the server's own 500. */
export class ServiceFault extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The plan, unless the rule refused it.
 *
 * @throws ServiceFault with the refusal's code and text
 */
export function granted<T>(decision: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(decision)) throw new ServiceFault(decision.refused, decision.message);
  return decision as Exclude<T, Refusal>;
}
