import { granted } from '../../../domain/fault.ts';
import { refuse } from '../../../domain/refusal.ts';
import { account } from '../../../store/queries/accounts.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * The customer of a hosted connection; the lab takes every account as it comes.
 *
 * @throws ServiceFault in production, when there is no such account
 */
export async function checkCustomer(ctx: QueryContext, id: string): Promise<void> {
  if (ctx.settings.profile === 'lab' || (await account(ctx.look.reader, id)) !== undefined) return;
  // Own rule: nobody could ever confirm it. The text is a GUESS.
  granted(refuse(`Account ${id} does not exist.`));
}
