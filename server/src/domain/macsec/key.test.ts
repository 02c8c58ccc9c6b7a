import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { checkCapable, lacksEncryption, modeWithoutKeys } from './encryption.ts';
import {
  checkAvailable,
  checkHolder,
  checkNew,
  keyMaterial,
  type KeyHolder,
  livingKeys,
  secretArnOf,
  unknownKey,
  unknownSecret,
} from './key.ts';

const CKN = 'a1'.repeat(32);
const CAK = 'C4'.repeat(32);
const ARN = `arn:aws:secretsmanager:us-east-1:123456789012:secret:directconnect!prod/us-east-1/directconnect/${CKN}-AbCdEf`;
const HOLDER: KeyHolder = {
  id: 'dxcon-ffffffff',
  kind: 'dedicated',
  state: 'available',
  macSec: 1,
  lagId: null,
  unencrypted: false,
};

describe('a key is given', () => {
  test('as CKN and CAK, or as a secret', () => {
    expect(keyMaterial({ ckn: CKN, cak: CAK })).toEqual({ ckn: CKN, cak: CAK });
    expect(keyMaterial({ secretARN: ARN })).toEqual({ secretArn: ARN });
  });

  test.each([
    [{}],
    [{ ckn: CKN }],
    [{ cak: CAK }],
    [{ secretARN: ARN, ckn: CKN }],
    [{ secretARN: ARN, cak: CAK }],
    [{ secretARN: ARN, ckn: CKN, cak: CAK }],
  ])('in one way only: not %o', (given) => {
    expect(keyMaterial(given)).toEqual(refuse('Either secretARN, or both ckn and cak, must be given'));
  });

  test.each(['', 'a1', `${CKN}a`, CKN.replace('a', 'g'), `${CKN.slice(1)} `, `${CKN}\n`])(
    'as 64 hexadecimal digits each: not %j',
    (wrong) => {
      const valid = 'is not valid: 64 hexadecimal characters (0-9, A-F)';
      expect(keyMaterial({ ckn: wrong, cak: CAK })).toEqual(refuse(`ckn ${valid}`));
      expect(keyMaterial({ ckn: CKN, cak: wrong })).toEqual(refuse(`cak ${valid}`));
    },
  );

  test('and no refusal repeats it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (cak) => {
        expect(JSON.stringify(keyMaterial({ ckn: CKN, cak: `${cak}!` }))).not.toContain(`${cak}!`);
      }),
    );
  });
});

describe('a key is for', () => {
  test.each(['dedicated', 'interconnect', 'lag'] as const)('a %s with MACsec', (kind) => {
    expect(checkHolder({ ...HOLDER, kind })).toBeUndefined();
  });

  test.each([
    [{ kind: 'hosted' }, 'Connection dxcon-ffffffff is a hosted connection and cannot have MACsec keys'],
    [{ macSec: 0 }, 'Connection dxcon-ffffffff is not MACsec capable'],
    [{ kind: 'lag', id: 'dxlag-gggggggg', macSec: 0 }, 'Lag dxlag-gggggggg is not MACsec capable'],
    [
      { lagId: 'dxlag-gggggggg' },
      'Connection dxcon-ffffffff is associated with Lag dxlag-gggggggg: its MACsec keys are those of the Lag',
    ],
  ] as const)('none that is %o', (differs, text) => {
    expect(checkHolder({ ...HOLDER, ...differs })).toEqual(refuse(text));
  });

  test.each([
    ['pending', true],
    ['down', true],
    ['requested', false],
    ['rekeying', false],
    ['moving', false],
    ['deleting', false],
  ])('what is %s for want of encryption: %s', (state, taken) => {
    const refused = checkAvailable({ ...HOLDER, state, unencrypted: true }, '123456789012');
    expect(refused === undefined).toBe(taken);
  });

  test('what is available', () => {
    expect(checkAvailable(HOLDER, '123456789012')).toBeUndefined();
    for (const state of ['requested', 'pending', 'down', 'rekeying', 'moving']) {
      expect(checkAvailable({ ...HOLDER, state }, '123456789012')).toEqual(
        refuse('The port is not in available state to associate the key for account 123456789012'),
      );
    }
  });
});

describe('keys that are held', () => {
  const held = (['associating', 'associated', 'disassociating'] as const).map((state, index) => ({
    secretArn: `${ARN}${index}`,
    ckn: `${index}${CKN.slice(1)}`,
    state,
  }));

  test('are not held twice, in whatever case they are written', () => {
    expect(checkNew(HOLDER.id, CKN, held)).toBeUndefined();
    expect(checkNew(HOLDER.id, held[1]?.ckn.toUpperCase() ?? '', held)).toEqual(
      refuse(`MACsec key ${ARN}1 is associated with dxcon-ffffffff already`),
    );
    expect(checkNew(HOLDER.id, held[2]?.ckn ?? '', held)).toEqual(
      refuse(`MACsec key ${ARN}2 is disassociating with dxcon-ffffffff already`),
    );
  });

  test('count until they are on their way out', () => {
    expect(livingKeys(held).map(({ state }) => state)).toEqual(['associating', 'associated']);
  });

  test('and those that are not are unknown', () => {
    expect(unknownKey(ARN, HOLDER.id)).toEqual(
      refuse(`MACsec key ${ARN} is not associated with dxcon-ffffffff`),
    );
    expect(unknownSecret(ARN)).toEqual(refuse(`Secret ${ARN} does not exist.`));
  });
});

describe('a secret', () => {
  const bytes = fc.uint8Array({ minLength: 6, maxLength: 6 });

  test('is named after its CKN, in the partition of its Region', () => {
    const arn = secretArnOf('us-east-1', '123456789012', CKN, Uint8Array.of(0, 26, 52, 61, 62, 255));
    expect(arn).toBe(
      `arn:aws:secretsmanager:us-east-1:123456789012:secret:directconnect!prod/us-east-1/directconnect/${CKN}-Aa09AH`,
    );
    expect(secretArnOf('cn-north-1', '123456789012', CKN, new Uint8Array(6))).toMatch(/^arn:aws-cn:/);
  });

  test('has no underscore: Terraform splits its id there', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        expect(secretArnOf('us-east-1', '123456789012', CKN, random)).toMatch(/^[^_]*-[A-Za-z0-9]{6}$/);
      }),
    );
  });
});

test('must_encrypt falls with the last key, and nothing else does', () => {
  expect(modeWithoutKeys('must_encrypt')).toBe('should_encrypt');
  for (const mode of ['should_encrypt', 'no_encrypt', null]) expect(modeWithoutKeys(mode)).toBe(mode);
  expect(checkCapable('Lag dxlag-gggggggg', 1)).toBeUndefined();
});

test.each([
  ['must_encrypt', 'up', -300, 0, true],
  ['must_encrypt', 'up', -300, 1, false],
  ['must_encrypt', 'down', -300, 0, false],
  ['must_encrypt', 'up', null, 0, false],
  ['should_encrypt', 'up', -300, 0, false],
  ['no_encrypt', 'up', -300, 0, false],
  [null, 'up', -300, 0, false],
] as const)(
  '%s, link %s, light %s, encrypted %s: lacks encryption alone: %s',
  (mode, link, rxLight, encrypted, lacks) => {
    expect(lacksEncryption(mode, { link, rxLight, encrypted })).toBe(lacks);
  },
);
