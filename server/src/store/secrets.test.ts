import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSecretKey, sealerWith, secretKeyOf } from './secrets.ts';

function sealer(text = newSecretKey()) {
  const key = secretKeyOf(text);
  if (key === undefined) throw new Error('no key');
  return sealerWith(key);
}

test('what was sealed is opened again, whatever it is', () => {
  const { seal, open } = sealer();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plain) => {
      expect(open(seal(plain))).toBe(plain);
    }),
  );
});

test('the same secret looks different each time, and never like itself', () => {
  const { seal } = sealer();
  const sealed = new Set(Array.from({ length: 100 }, () => seal('the secret')));
  expect(sealed.size).toBe(100);
  for (const one of sealed) {
    expect(one).not.toContain('secret');
    expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('secret');
  }
});

test('another key, one changed bit, or less of it does not open it', () => {
  const { seal, open } = sealer();
  const sealed = seal('the secret');
  expect(() => sealer().open(sealed)).toThrow(/./);
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => open(`v1.${changed.toString('base64url')}`)).toThrow(/./);
    expect(() => open(`v1.${bytes.subarray(0, at).toString('base64url')}`)).toThrow(/./);
  }
  expect(() => open('the secret')).toThrow('this is no sealed secret');
});

test.for([
  ['', false],
  ['c2hvcnQ=', false],
  [Buffer.alloc(31).toString('base64'), false],
  [Buffer.alloc(33).toString('base64'), false],
  [`${'A'.repeat(42)}!=`, false],
  [Buffer.alloc(32, 1).toString('base64'), true],
  [`  ${Buffer.alloc(32, 255).toString('base64')}\n`, true],
] as const)('%j is a key: %s', ([text, isKey]) => {
  expect(secretKeyOf(text) !== undefined).toBe(isKey);
});
