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
  const once = signAgreement(agreementsOf(ASKED, []), 'Terms');
  expect(once).toEqual([
    { agreementName: 'Terms', status: 'signed' },
    { agreementName: 'Partner terms', status: 'unsigned' },
  ]);
  expect(signAgreement(agreementsOf(ASKED, [{ agreementName: 'Terms', status: 'signed' }]), 'Terms')).toEqual(
    once,
  );
});

test.each([
  ['one that nobody defined', 'Other', 'Agreement Other does not exist.'],
  ['none', undefined, 'agreementName is required'],
])('signing %s is refused', (_, name, message) => {
  expect(signAgreement(agreementsOf(ASKED, []), name)).toEqual({
    refused: 'DirectConnectClientException',
    message,
  });
});
