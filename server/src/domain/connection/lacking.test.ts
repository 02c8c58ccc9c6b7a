import { expect, test } from 'vitest';
import { lackOf } from './lacking.ts';

const WELL = { link: 'up', rxLight: -345, encrypted: 0 } as const;
const [MUST, SHOULD] = ['must_encrypt', 'should_encrypt'];

test.each([
  ['down', SHOULD, { ...WELL, link: 'down', rxLight: null }, 0, 'The port has no light'],
  ['pending', SHOULD, { ...WELL, link: 'down', rxLight: null }, 0, 'The port has no light'],
  ['down', MUST, { ...WELL, link: 'down', rxLight: null }, 0, 'The port has no light'],
  ['down', SHOULD, { ...WELL, link: 'down' }, 0, 'The port has no link'],
  ['down', MUST, WELL, 0, 'MACsec must encrypt, and no key is associated'],
  ['pending', MUST, WELL, 0, 'MACsec must encrypt, and no key is associated'],
  ['down', MUST, WELL, 1, 'MACsec must encrypt, and does not'],
  // Its light has come, and the state is about to follow.
  ['down', SHOULD, WELL, 0, undefined],
  ['available', MUST, { ...WELL, encrypted: 1 }, 1, undefined],
  ['requested', MUST, { ...WELL, rxLight: null }, 0, undefined],
  ['deleting', SHOULD, { ...WELL, rxLight: null }, 0, undefined],
] as const)('%s in %s lacks what its port lacks', (state, encryptionMode, at, keys, lack) => {
  expect(lackOf({ state, encryptionMode }, at, keys)).toBe(lack);
});
