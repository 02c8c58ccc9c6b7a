import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Contract, readContract } from './contract.ts';
import { stale } from './generate.ts';
import { kebab } from './operation-files.ts';
import { membersOf } from './operations.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = [
  'before',
  '<!-- operations:begin -->',
  'old',
  '<!-- operations:end -->',
  'between',
  '<!-- settings:begin -->',
  '<!-- settings:end -->',
  'after',
  '',
].join('\n');
const trees: string[] = [];
let root = '';

/** Runs `npm run gen`'s script on the tree of this test. */
function gen(...args: readonly string[]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'scripts/gen.ts'), '--root', root, ...args], {
    encoding: 'utf8',
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crossconnect-gen-'));
  trees.push(root);
  cpSync(join(ROOT, 'api'), join(root, 'api'), { recursive: true });
  write('README.md', README);
});

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

const WHOLE = [
  'server/src/model/types.gen.ts',
  'server/src/model/operations.gen.ts',
  'server/src/operations/registry.gen.ts',
  'docs/operations.md',
  'docs/lifecycles.md',
];

describe('gen', () => {
  test('writes what --check then finds fresh', () => {
    expect(stale(root).map(({ path }) => path)).toEqual([...WHOLE, 'README.md']);
    expect(gen()).toMatchObject({ status: 0, stderr: '' });
    expect(gen('--check')).toMatchObject({ status: 0, stderr: '' });
  });

  test('--check fails, names the stale file and writes nothing', () => {
    gen();
    appendFileSync(join(root, 'docs/operations.md'), 'by hand\n');
    for (const attempt of [1, 2]) {
      expect(gen('--check'), `attempt ${attempt}`).toMatchObject({
        status: 1,
        stderr: 'docs/operations.md is stale: run `npm run gen`\n',
      });
    }
  });

  test.each(WHOLE)('%s is noticed when it is changed', (path) => {
    gen();
    appendFileSync(join(root, path), '\n');
    expect(stale(root).map((file) => file.path)).toEqual([path]);
  });

  test('an operation that is written joins the registry; the tables have every one', () => {
    gen();
    write('server/src/operations/connections/create-connection.ts', '');
    write('server/src/operations/create-lag.ts', 'not in a family, so no operation');
    const files = new Map(stale(root).map(({ path, text }) => [path, text]));
    expect([...files.keys()]).toEqual(['server/src/operations/registry.gen.ts']);
    const registry = files.get('server/src/operations/registry.gen.ts');
    expect(registry).toContain("import createConnection from './connections/create-connection.ts';");
    expect(registry).toContain('  CreateConnection: createConnection,');
    expect(registry).not.toContain('CreateLag');
    expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toContain('| CreateConnection | `Dup');
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(readme).toContain('All 73 operations of the API:');
    expect(readme).toMatch(/^\| connections \| .*CreateConnection, .*DescribeConnections/m);
  });

  test('what stands outside of the markers stays', () => {
    gen();
    const table = /<!-- (\w+):begin -->\n\n[^]*?\n\n<!-- \1:end -->/g;
    expect(readFileSync(join(root, 'README.md'), 'utf8').replaceAll(table, '$1')).toBe(
      'before\noperations\nbetween\nsettings\nafter\n',
    );
  });

  test('two files of one operation are refused', () => {
    write('server/src/operations/lags/create-lag.ts', '');
    write('server/src/operations/other/create-lag.ts', '');
    expect(() => stale(root)).toThrow(/CreateLag is written in .*lags.create-lag\.ts/);
  });
});

describe('the contract is refused', () => {
  test.each<[string, string, string, string]>([
    [
      'with an unknown shape',
      '"connectionId": "ConnectionId"',
      '"connectionId": "Conection"',
      'no shape Conection',
    ],
    ['with an unknown error', '["LimitExceededException"', '["TooMuch"', 'unknown error TooMuch'],
    ['with an unknown required member', '"required": ["key"]', '"required": ["name"]', 'unknown member name'],
    ['with an unknown source', '"source": "CFN"', '"source": "HEARSAY"', 'unknown source HEARSAY'],
    ['with a departure without a source', '"source": "LIVE", ', '', 'differs without a source'],
  ])('%s', (_, good, bad, message) => {
    const text = JSON.stringify(readContract(ROOT)).replaceAll('":"', '": "').replaceAll('":[', '": [');
    expect(text.replaceAll(',"', ', "')).toContain(good);
    write('api/service.json', text.replaceAll(',"', ', "').replace(good, bad));
    expect(() => readContract(root)).toThrow(message);
  });

  test('with a member that is a timestamp here and a string there', () => {
    const contract = readContract(ROOT);
    const shapes = {
      ...contract.shapes,
      Odd: { type: 'structure', members: { startTime: 'TagKey' } },
    } as const;
    const changed: Contract = { ...contract, shapes };
    expect(() => membersOf(changed, 'timestamp')).toThrow(
      'startTime is a timestamp elsewhere, but a string in Odd',
    );
  });
});

test.each([
  ['CreateBGPPeer', 'create-bgp-peer'],
  ['AssociateMacSecKey', 'associate-mac-sec-key'],
  ['DescribeConnectionsOnInterconnect', 'describe-connections-on-interconnect'],
])('%s is written in %s.ts', (name, file) => {
  expect(kebab(name)).toBe(file);
});
