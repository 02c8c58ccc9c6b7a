import type { Heard } from '../../domain/cloud-gateway/heard.ts';
import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { OperationName } from '../../model/types.gen.ts';
import { cloudGateway } from '../../store/queries/cloud-gateways.ts';
import type { Input, Outside, Prepare } from '../operation.ts';

/** Asks about the gateways that an input names, as its caller. */
export function hearGateways<N extends OperationName>(
  idsOf: (input: Input<N>) => readonly (string | undefined)[],
): Prepare<N> {
  return (input, outside) => heardOf(outside, idsOf(input), outside.caller.account);
}

/** Asks about gateways, as an account. What is malformed is nobody's, and what an operator has declared is known. */
export async function heardOf(
  { ask, look }: Outside,
  ids: readonly (string | undefined)[],
  account: string,
): Promise<ReadonlyMap<string, Heard>> {
  const heard = new Map<string, Heard>();
  for (const id of new Set(ids.filter((one) => one !== undefined))) {
    if (isRefusal(kindOfGateway(id))) continue;
    const known = await cloudGateway(look.reader, id);
    // One that is shared with the caller is seen by its owner alone.
    const owner = known?.source === 'ec2' ? known.account : undefined;
    if (known?.source !== 'declared') heard.set(id, await ask(id, owner ?? account, owner));
  }
  return heard;
}
