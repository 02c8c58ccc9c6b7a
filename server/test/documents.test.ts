import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  deadLinks,
  missingFiles,
  ROOT,
  type Rule,
  type Source,
  unknownCitations,
  unknownCommands,
  unknownRoutes,
  unknownSettings,
} from './documents.testing.ts';
import { useServer } from './support/server.ts';

const read = (path: string): Source => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });
const documents = [...globSync('*.md', { cwd: ROOT }), ...globSync('docs/**/*.md', { cwd: ROOT })].map(read);
const floorPlans = documents.filter(({ path }) => ['ARCHITECTURE.md', 'CONTRIBUTING.md'].includes(path));
const sources = globSync('{server,scripts}/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.endsWith('documents.test.ts'))
  .map(read);
const findings = (texts: readonly Source[], rule: Rule) => texts.flatMap((text) => rule(text));

describe('what documents name is there', () => {
  const server = useServer();

  test('settings', () => {
    expect(documents.map(({ path }) => path)).toContain('README.md');
    expect(findings(documents, unknownSettings)).toEqual([]);
  });

  test('commands of the operator', () => {
    expect(findings(documents, unknownCommands)).toEqual([]);
  });

  test('calls of the operator API', async () => {
    const { body } = await server.operator<{ paths: object }>('GET', '/openapi.json');
    expect(findings(documents, unknownRoutes(Object.keys(body.paths)))).toEqual([]);
  });

  test('files, in what leads through the code', () => {
    expect(floorPlans).toHaveLength(2);
    expect(findings(floorPlans, missingFiles)).toEqual([]);
  });

  test('what links lead to', () => {
    expect(findings(documents, deadLinks)).toEqual([]);
  });

  test('the facts and guesses that comments cite', () => {
    expect(sources.filter(({ text }) => /\bfidelity \d/.test(text)).length).toBeGreaterThan(10);
    expect(findings(sources, unknownCitations)).toEqual([]);
  });
});

describe('each rule finds a planted fault', () => {
  const planted = (rule: Rule, ...lines: readonly string[]) =>
    rule({ path: 'README.md', text: lines.join('\n') }).map((found) => found.replace('README.md: ', ''));

  test('settings', () => {
    expect(planted(unknownSettings, 'Give `--port 0` or CROSSCONNECT_LOG_LEVEL.')).toEqual([]);
    expect(planted(unknownSettings, 'Give `--ports` or', '`CROSSCONNECT_LOGLEVEL`.')).toEqual([
      'CROSSCONNECT_LOGLEVEL',
      '--ports',
    ]);
    expect(planted(unknownSettings, 'npm start -- --port 0 --velocity 3')).toEqual(['--velocity']);
    expect(planted(unknownSettings, '<!-- run: --profil lab -->')).toEqual(['--profil']);
    expect(planted(unknownSettings, '```yaml', 'port: 1', 'log: warn', '```')).toEqual(['log']);
  });

  test('commands', () => {
    expect(planted(unknownCommands, '`crossconnect operator orders list --status all`')).toEqual([]);
    expect(planted(unknownCommands, '$ crossconnect operator clock advance 91d | head')).toEqual([]);
    expect(planted(unknownCommands, '`crossconnect operator orders accept x`')).toEqual(['orders accept x']);
    expect(planted(unknownCommands, '$ crossconnect operator orders list --states all')).toHaveLength(1);
  });

  test('calls', () => {
    const rule = unknownRoutes(['/operator/v1', '/operator/v1/ports/{port}/fault']);
    expect(
      planted(rule, 'curl http://127.0.0.1:4590/operator/v1/ports/$id/fault', '`/operator/v1`.'),
    ).toEqual([]);
    expect(planted(rule, 'POST /operator/v1/ports/<port>/faults')).toEqual(['/operator/v1/ports/{}/faults']);
  });

  test('files', () => {
    expect(planted(missingFiles, '`server/src/main.ts`, `domain/`, `domain/*/lifecycle.ts`, `4.5`')).toEqual(
      [],
    );
    expect(planted(missingFiles, '`operations/none.ts`, `nowhere/`')).toEqual([
      'operations/none.ts',
      'nowhere/',
    ]);
  });

  test('links', () => {
    expect(planted(deadLinks, '[a](docs/errors.md), [b](#licence), [c](https://example.com/x)')).toEqual([]);
    expect(planted(deadLinks, '[a](docs/none.md), [b](#no-such-heading)')).toEqual([
      'docs/none.md',
      '#no-such-heading',
    ]);
  });

  test('citations', () => {
    expect(planted(unknownCitations, 'fidelity 1.18, fidelity 5, guesses #36b, GUESS #1')).toEqual([]);
    expect(planted(unknownCitations, 'fidelity 9.9', `guesses #${999}`)).toEqual(['9.9', '#999']);
  });
});
