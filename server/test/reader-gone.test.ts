// Whoever reads what the server says may go, as `| head` does: the server serves on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../src/main.ts');

test('a server whose log nobody reads any more serves on', async () => {
  const data = mkdtempSync(join(tmpdir(), 'crossconnect-reader-'));
  const flags = ['--port', '0', '--data', data, '--log-level', 'debug'];
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const endpoint = /http:\/\/[\d.:]+/.exec(line.toString())?.[0] ?? '';
    child.stderr.destroy();
    const headers = { 'x-amz-target': 'OvertureService.DescribeLocations' };
    const call = async () => (await fetch(endpoint, { method: 'POST', headers, body: '{}' })).status;
    // The log writes what was said a little later: each of these says something.
    for (let round = 0; round < 6; round += 1) {
      expect(await call()).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    child.kill();
    await ended;
    rmSync(data, { recursive: true });
  }
});
