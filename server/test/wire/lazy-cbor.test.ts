import { expect, test, vi } from 'vitest';
import { callCbor, callJson, startLab } from './wire.testing.ts';

const loaded = vi.hoisted((): string[] => []);
vi.mock('cborg', async (original) => {
  loaded.push('cborg');
  return original();
});
vi.mock('@smithy/core/cbor', async (original) => {
  loaded.push('@smithy/core/cbor');
  return original();
});

test('the CBOR libraries are loaded by the first call in CBOR, not before', async () => {
  const lab = await startLab();
  expect((await callJson(lab, 'DescribeConnections')).status).toBe(200);
  expect(loaded).toEqual([]);
  const answers = await Promise.all([
    callCbor(lab, 'DescribeConnections'),
    callCbor(lab, 'DescribeLocations'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(loaded.toSorted()).toEqual(['@smithy/core/cbor', 'cborg']);
  await lab.stop();
});
