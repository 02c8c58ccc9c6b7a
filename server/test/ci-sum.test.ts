// What stands at the end of a log of all suites.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossconnect-sum-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As vitest's JSON reporter writes it. */
const report = (...testResults: readonly object[]) => ({ numPassedTests: 3, numFailedTests: 2, testResults });
const one = (status: string, title: string, ...failureMessages: readonly string[]) => ({
  ancestorTitles: ['a', 'b'],
  title,
  status,
  failureMessages,
});

function sumOf(suites: Readonly<Record<string, readonly [exit: number, report?: object]>>) {
  const at = mkdtempSync(join(folder, 'suites-'));
  for (const [name, [exit, written]] of Object.entries(suites)) {
    writeFileSync(join(at, `${name}.exit`), `${exit}\n`);
    if (written !== undefined) writeFileSync(join(at, `${name}.json`), JSON.stringify(written));
  }
  const { status, stdout } = spawnSync(process.execPath, ['.ci/sum.mjs', at], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('names every failure before the sums', () => {
  const file = { name: join(ROOT, 'server/test/x.test.ts'), status: 'failed', message: '' };
  const assertionResults = [
    one('passed', 'works'),
    one('failed', 'breaks', '\u001b[31mAssertionError\u001b[39m: expected 1 to be 2\n    at x.ts:1:1'),
    one('pending', 'waits'),
  ];
  const unread = {
    name: join(ROOT, 'server/test/y.test.ts'),
    status: 'failed',
    message: '\nCannot find z\n  at',
  };
  const { status, lines } = sumOf({
    check: [0, { numPassedTests: 7, numFailedTests: 0 }],
    test: [1, report({ ...file, assertionResults }, { ...unread, assertionResults: [] })],
  });
  expect(lines).toEqual([
    'test       server/test/x.test.ts > a > b > breaks: AssertionError: expected 1 to be 2',
    'test       server/test/x.test.ts > a > b > waits: left out (pending)',
    'test       server/test/y.test.ts: Cannot find z',
    'check      7 passed, 0 failed (exit code 0)',
    'test       3 passed, 2 failed (exit code 1)',
    '10 passed, 2 failed',
  ]);
  expect(status).toBe(1);
});

test('says nothing but sums where nothing failed', () => {
  const passed = {
    name: join(ROOT, 'x.test.ts'),
    status: 'passed',
    assertionResults: [one('passed', 'works')],
  };
  const { status, lines } = sumOf({
    test: [0, { numPassedTests: 1, numFailedTests: 0, testResults: [passed] }],
  });
  expect(lines).toEqual(['test       1 passed, 0 failed (exit code 0)', '1 passed, 0 failed']);
  expect(status).toBe(0);
});

test('counts a suite that has written nothing as one failure', () => {
  const { status, lines } = sumOf({ postgres: [1], clients: [0] });
  expect(lines).toEqual([
    'clients    0 passed, 1 failed (exit code 0)',
    'postgres   0 passed, 1 failed (exit code 1)',
    '0 passed, 2 failed',
  ]);
  expect(status).toBe(1);
});
