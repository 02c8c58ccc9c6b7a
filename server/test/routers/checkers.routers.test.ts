import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathOf } from './programs.testing.ts';
import { configurationOf, SAMPLES } from './samples.testing.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a checker says of a text; it says nothing of one that it takes. */
function complaints(program: 'vtysh' | 'bird', flags: readonly string[], text: string): string {
  const file = join(folder, `${program}.conf`);
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(pathOf(program), [...flags, file], { encoding: 'utf8' });
  const said = `${stdout}${stderr}`;
  // One that says something and is content has only warned, which is a complaint too.
  return status !== 0 && said === '' ? `exit code ${status}` : said;
}

const frr = (text: string) => complaints('vtysh', ['-C', '-f'], text);
const bird = (text: string) => complaints('bird', ['-p', '-c'], text);

describe.each(Object.entries(SAMPLES))('%s', (_, vif) => {
  test('vtysh takes it', () => expect(frr(configurationOf('FRRouting-LinuxRouters-FRR84', vif))).toBe(''));
  test('bird takes it', () => expect(bird(configurationOf('BIRD-LinuxRouters-BIRD20', vif))).toBe(''));
});

describe('a planted fault is found', () => {
  test('by vtysh', () => {
    const text = configurationOf('FRRouting-LinuxRouters-FRR84', SAMPLES['transit'] ?? never());
    expect(frr(text.replace(' remote-as ', ' remote-az '))).toContain('Unknown command');
  });
  test('by bird', () => {
    const text = configurationOf('BIRD-LinuxRouters-BIRD20', SAMPLES['transit'] ?? never());
    expect(bird(text.replace('hold time 90;', 'hold tome 90;'))).toContain('syntax error');
  });
});

function never(): never {
  throw new Error('there is no such sample');
}
