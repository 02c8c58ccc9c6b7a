import { agreementsOf } from '../../domain/customers/agreements.ts';
import { definedAgreements } from '../../store/queries/agreements.ts';
import { query } from '../operation.ts';
import { callerAccount } from '../support/account.ts';
import { ownAgreements } from './support/own-agreements.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeCustomerMetadata.html */
export default query('DescribeCustomerMetadata', async (_input, ctx) => {
  const [row, defined] = await Promise.all([callerAccount(ctx), definedAgreements(ctx.look.reader)]);
  return {
    agreements: agreementsOf(defined, ownAgreements(row)),
    // An account that nobody declared is no partner: what it orders is a customer's.
    nniPartnerType: row?.partnerType ?? 'nonPartner',
  };
});
