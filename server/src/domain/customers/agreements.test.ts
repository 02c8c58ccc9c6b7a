import { expect, test } from 'vitest';
import { agreementsOf, signAgreement } from './agreements.ts';

const ASKED = ['Terms', 'Partner terms'];

test('an account that signed nothing has the operator’s agreements before it, or none', () => {
  expect(agreementsOf(ASKED, [])).toEqual([
    { agreementName: 'Terms', status: 'unsigned' },
    { agreementName: 'Partner terms', status: 'unsigned' },
  ]);
  expect(agreementsOf([], [])).toEqual([]);
});

test('what the account signed stays signed, and its own agreements stand beside', () => {
  const own = [
    { agreementName: 'Partner terms', status: 'signed' },
    { agreementName: 'Pilot', status: 'unsigned' },
  ];
  expect(agreementsOf(ASKED, own)).toEqual([
    { agreementName: 'Terms', status: 'unsigned' },
    { agreementName: 'Partner terms', status: 'signed' },
    { agreementName: 'Pilot', status: 'unsigned' },
  ]);
});

test('signing signs that one, again and again', () => {
  const signed = [{ agreementName: 'Terms', status: 'signed' }];
  expect(signAgreement(ASKED, [], 'Terms')).toEqual(signed);
  expect(signAgreement(ASKED, signed, 'Terms')).toEqual(signed);
  const pilot = { agreementName: 'Pilot', status: 'unsigned' };
  expect(signAgreement(ASKED, [pilot, ...signed], 'Pilot')).toEqual([
    { agreementName: 'Pilot', status: 'signed' },
    ...signed,
  ]);
});

test.each([
  ['one that nobody defined', 'Other', 'Agreement Other does not exist.'],
  ['none', undefined, 'agreementName is required'],
])('signing %s is refused', (_, name, message) => {
  expect(signAgreement(ASKED, [], name)).toEqual({
    refused: 'DirectConnectClientException',
    message,
  });
});
