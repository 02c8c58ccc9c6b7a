// The operator's public prefixes: of a file, and what is wrong in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newAccount } from './support/accounts.ts';
import { DOCUMENTED_WISH, orderPublic, readyPort } from './support/interfaces.ts';
import { passSeconds } from './support/macsec.ts';
import { startServer } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-prefixes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'prefixes.txt');
  writeFileSync(path, text);
  return path;
}

test('of a file are what public virtual interfaces are offered', async () => {
  const path = file(
    '# ours\n198.51.100.0/25 us-east-1\n\n198.51.100.128/25 us-west-2 # west\n192.0.2.0/24 eu-west-1\n203.0.113.0/24\n',
  );
  const server = await startServer({ flags: ['--public-prefixes-file', path] });
  try {
    const caller = { account: newAccount() };
    const connectionId = await readyPort(server, caller);
    const { virtualInterfaceId } = await orderPublic(server, caller, connectionId, DOCUMENTED_WISH);
    await passSeconds(server, 1);
    const { routes = [] } = await server.call(
      'ListVirtualInterfaceRoutes',
      { virtualInterfaceId, filters: { routeDirection: 'advertised' } },
      caller,
    );
    expect(routes.map(({ cidr, communities }) => [cidr, communities])).toEqual([
      ['192.0.2.0/24', []],
      ['198.51.100.0/25', ['7224:8100']],
      ['198.51.100.128/25', ['7224:8200']],
      ['203.0.113.0/24', []],
    ]);
  } finally {
    await server.dispose();
  }
});

test.each([
  ['10.0.0.1/8', 1],
  ['10.0.0.0/8\nnonsense us-east-1', 2],
  ['10.0.0.0/8 us-east-1 more', 1],
  ['10.0.0.0/8 somewhere', 1],
])('%j stops the start, with its line', async (text, line) => {
  const path = file(text);
  await expect(startServer({ flags: ['--public-prefixes-file', path] })).rejects.toThrow(
    `${path}:${line}: not a public prefix; allowed: a network`,
  );
});

test('a file that is not there stops the start', async () => {
  await expect(startServer({ flags: ['--public-prefixes-file', '/nowhere'] })).rejects.toThrow(
    '--public-prefixes-file: cannot read /nowhere',
  );
});
