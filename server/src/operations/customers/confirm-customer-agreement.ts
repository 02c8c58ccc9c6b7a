import { signAgreement } from '../../domain/customers/agreements.ts';
import { granted } from '../../domain/fault.ts';
import { definedAgreements } from '../../store/queries/agreements.ts';
import { accounts } from '../../store/tables/accounts.ts';
import { operation } from '../operation.ts';
import { undeclaredAccount } from '../../work/accounts.ts';
import { callerAccount } from '../support/account.ts';
import { ownAgreements } from './support/own-agreements.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ConfirmCustomerAgreement.html */
export default operation('ConfirmCustomerAgreement', async (input, ctx) => {
  const row = await callerAccount(ctx);
  const defined = await definedAgreements(ctx.look.reader);
  const signed = JSON.stringify(granted(signAgreement(defined, ownAgreements(row), input.agreementName)));
  if (row === undefined) {
    // The signature has to stand somewhere: an account that nobody declared gets its row.
    ctx.write.insert(accounts, { ...undeclaredAccount(ctx.caller.account, ctx.now), agreements: signed });
  } else {
    ctx.write.update(accounts, row, { agreements: signed });
  }
  // One of the two documented states [M]; that it is the answer is a GUESS (fidelity 1.15).
  return { status: 'signed' };
});
