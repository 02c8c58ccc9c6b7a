import {
  ConfirmCustomerAgreementCommand,
  DescribeCustomerMetadataCommand,
} from '@aws-sdk/client-direct-connect';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const PARTNER = newAccount();
const UNSIGNED = [
  { agreementName: 'Terms of the exchange', status: 'unsigned' },
  { agreementName: 'Partner terms', status: 'unsigned' },
];
const server = useServer();

beforeAll(async () => {
  const names = UNSIGNED.map(({ agreementName }) => agreementName);
  await server.operator('PUT', '/agreements', { names });
  const agreements = [{ name: 'Pilot', status: 'unsigned' }];
  await server.operator('POST', '/accounts', { account: PARTNER, partnerType: 'v2', agreements });
});

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('in %s', (_, cbor) => {
  test('an account that nobody declared is no partner, and signs what the operator asks for', async () => {
    const client = server.client(newAccount(), 'us-east-1', { cbor });
    const describeAll = async () => {
      const { agreements, nniPartnerType } = await client.send(new DescribeCustomerMetadataCommand());
      return { agreements, nniPartnerType };
    };
    expect(await describeAll()).toEqual({ agreements: UNSIGNED, nniPartnerType: 'nonPartner' });
    const sign = () => client.send(new ConfirmCustomerAgreementCommand({ agreementName: 'Partner terms' }));
    expect((await sign()).status).toBe('signed');
    expect((await sign()).status).toBe('signed');
    const agreements = [UNSIGNED[0], { agreementName: 'Partner terms', status: 'signed' }];
    expect(await describeAll()).toEqual({ agreements, nniPartnerType: 'nonPartner' });
  });
});

test('a signature is the account’s alone, in every Region', async () => {
  const account = newAccount();
  await server.call('ConfirmCustomerAgreement', { agreementName: 'Partner terms' }, { account });
  const elsewhere = await server.call('DescribeCustomerMetadata', {}, { account, region: 'eu-west-1' });
  expect(elsewhere.agreements?.[1]?.status).toBe('signed');
  const other = await server.call('DescribeCustomerMetadata', {}, { account: newAccount() });
  expect(other.agreements).toEqual(UNSIGNED);
});

test('a declared partner is what it was declared to be, with agreements of its own', async () => {
  const metadata = () => server.call('DescribeCustomerMetadata', {}, { account: PARTNER });
  const own = { agreementName: 'Pilot', status: 'unsigned' };
  expect(await metadata()).toEqual({ agreements: [...UNSIGNED, own], nniPartnerType: 'v2' });
  await server.call('ConfirmCustomerAgreement', { agreementName: 'Pilot' }, { account: PARTNER });
  expect((await metadata()).agreements).toEqual([...UNSIGNED, { ...own, status: 'signed' }]);
});

test.each([
  ['that nobody defined', { agreementName: 'Other' }, 'Agreement Other does not exist.'],
  ['of another account', { agreementName: 'Pilot' }, 'Agreement Pilot does not exist.'],
  ['without a name', {}, 'agreementName is required'],
])('an agreement %s is refused, and nothing is signed', async (_, input, text) => {
  const caller = { account: newAccount() };
  expect(await refusalOf(server.call('ConfirmCustomerAgreement', input, caller))).toEqual(
    clientException(text),
  );
  expect((await server.call('DescribeCustomerMetadata', {}, caller)).agreements).toEqual(UNSIGNED);
});

test('an agreement with a name that no client could confirm is refused to the operator', async () => {
  expect(await server.operator('PUT', '/agreements', { names: ['x'.repeat(101)] })).toMatchObject({
    status: 400,
  });
});

test('an agreement that the operator withdraws is left with those alone who signed it', async () => {
  const [signed, idle] = [{ account: newAccount() }, { account: newAccount() }];
  const metadata = (caller: CallOptions) => server.call('DescribeCustomerMetadata', {}, caller);
  await server.call('ConfirmCustomerAgreement', { agreementName: 'Partner terms' }, signed);
  await server.operator('PUT', '/agreements', { names: [] });
  const partnerTerms = { agreementName: 'Partner terms', status: 'signed' };
  expect((await metadata(signed)).agreements).toEqual([partnerTerms]);
  expect((await metadata(idle)).agreements).toEqual([]);
});
