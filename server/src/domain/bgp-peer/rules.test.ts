import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { asnMembers, checkAsnsDiffer, customerAsn } from './asn.ts';
import { AUTH_KEY_BYTES, checkAuthKey, madeAuthKey } from './auth-key.ts';

describe('the customer’s AS number', () => {
  test.for([
    [{ asn: 1 }, 1],
    [{ asn: 65_000 }, 65_000],
    [{ asn: 2_147_483_647 }, 2_147_483_647],
    [{ asnLong: 4_200_012_999 }, 4_200_012_999],
    [{ asnLong: 4_294_967_294 }, 4_294_967_294],
    // Both given: the long one counts.
    [{ asn: 65_001, asnLong: 65_002 }, 65_002],
    [{ asn: 0, asnLong: 65_002 }, 65_002],
    // None given.
    [{}, 65_000],
  ] as const)('%o is %i', ([wish, asn]) => {
    expect(customerAsn(wish, 64_512)).toBe(asn);
  });

  test.for([
    [{ asn: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
    [{ asn: -5 }, 'BGP ASN -5 must have value greater than or equal to 1'],
    // As a user saw it: the wire keeps 32 bits.
    [{ asn: 4_200_000_000 }, 'BGP ASN -94967296 must have value greater than or equal to 1'],
    [{ asn: 4_294_967_296 }, 'BGP ASN 0 must have value greater than or equal to 1'],
    [{ asn: 4_294_967_301 }, 'BGP ASN 4294967301 must have value less than or equal to 2147483647'],
    [{ asnLong: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
    [{ asnLong: 4_294_967_295 }, 'BGP ASN 4294967295 must have value less than or equal to 4294967294'],
    [{ asn: 64_512 }, 'BGP ASN 64512 must be different from the Amazon side ASN'],
    [{ asn: 1, asnLong: 64_512 }, 'BGP ASN 64512 must be different from the Amazon side ASN'],
  ] as const)('%o is refused', ([wish, message]) => {
    expect(customerAsn(wish, 64_512)).toEqual(refuse(message));
  });

  test('is never the other side’s when the service assigns it', () => {
    expect(customerAsn({}, 65_000)).toBe(65_001);
    expect(customerAsn({}, undefined)).toBe(65_000);
    expect(checkAsnsDiffer(7224, 7224)).toEqual(
      refuse('BGP ASN 7224 must be different from the Amazon side ASN'),
    );
    expect(checkAsnsDiffer(7225, 7224)).toBeUndefined();
  });

  test.for([
    [65_000, 65_000],
    [65_536, 65_536],
    [2_147_483_647, 2_147_483_647],
    [2_147_483_648, 0],
    [4_200_012_999, 0],
  ] as const)('%i is %i in the short member', ([asnLong, asn]) => {
    expect(asnMembers(asnLong)).toEqual({ asn, asnLong });
  });
});

describe('a key', () => {
  test.for(['secret', '0xzxgA9YoW9h58u8SvOmXRTw', `\\!"#$%&'()*+,-./:;<=>?@[]^_\`{|}~`, 'x'.repeat(80)])(
    'may be %s',
    (key) => {
      expect(checkAuthKey(key)).toBeUndefined();
    },
  );

  test.for([
    '',
    'short',
    'x'.repeat(81),
    'with blank',
    'new\nline',
    'tab\tulator',
    'schlüssel',
    'nul\u0000byte',
  ])('may not be %o, and is not repeated', (key) => {
    const refusal = checkAuthKey(key);
    expect(refusal?.message).toMatch(/authKey\) is not valid: 6 to 80/);
    expect(key !== '' && refusal?.message.includes(key)).toBe(false);
  });

  test('of the service is 0x and 22 characters, and one that a customer could have given', () => {
    const bytes = fc.uint8Array({ minLength: AUTH_KEY_BYTES, maxLength: AUTH_KEY_BYTES });
    fc.assert(
      fc.property(bytes, (random) => {
        const key = madeAuthKey(random);
        expect(key).toMatch(/^0x[A-Za-z0-9_.]{22}$/);
        expect(checkAuthKey(key)).toBeUndefined();
      }),
    );
  });
});
