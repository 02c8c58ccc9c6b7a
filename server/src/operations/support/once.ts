import { createHash } from 'node:crypto';
import { granted } from '../../domain/fault.ts';
import { repeated, TOKEN_LIFETIME_MS } from '../../domain/idempotency.ts';
import type { OperationName } from '../../model/types.gen.ts';
import { idempotentAnswer } from '../../store/queries/resiliency.ts';
import { idempotentAnswers } from '../../store/tables/resiliency.ts';
import type { Context, Output } from '../operation.ts';

export interface TokenCall<N extends OperationName> {
  readonly operation: N;
  /** Without one each call is a new one. */
  readonly token: string | undefined;
  /** What makes two calls the same, in a fixed order. */
  readonly parameters: readonly unknown[];
}

/**
 * Performs a call once for its client token: a repetition with the same parameters gets the first answer, whatever
 * has happened since, and writes nothing. A call that was refused leaves no trace of its token.
 *
 * @throws ServiceFault when the token was used with other parameters
 */
export async function once<N extends OperationName>(
  ctx: Context,
  call: TokenCall<N>,
  perform: () => Promise<Output<N>>,
): Promise<Output<N>> {
  const { operation, token } = call;
  if (token === undefined) return perform();
  const { account, region } = ctx.look;
  const parameters = createHash('sha256').update(JSON.stringify(call.parameters)).digest('base64url');
  const found = await idempotentAnswer(ctx.look, operation, token);
  const first = granted(repeated(found, parameters, ctx.now));
  if (first !== undefined) return JSON.parse(first.answer) as Output<N>;

  const output = await perform();
  const kept = { parameters, answer: JSON.stringify(output), dueAt: ctx.now + TOKEN_LIFETIME_MS };
  if (found === undefined) {
    ctx.write.insert(idempotentAnswers, { account, region, operation, token, ...kept, revision: 1 });
  } else {
    // Expired, and not yet swept away.
    ctx.write.update(idempotentAnswers, found, kept);
  }
  return output;
}
