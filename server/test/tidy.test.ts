// House rules that no linter knows. Each rule is a function of the texts, so that it is also shown a fault that it must find.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const LINES_MAX = 300;
const MEDIAN_LINES_MAX = 90;

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Everything that git has or is about to be given. */
const all: readonly Source[] = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '')
  .flatMap((path) => read(path));

const written = all.filter(({ path }) => /\.(ts|mjs)$/.test(path) && !path.endsWith('.gen.ts'));
/** What callers of the API see; the operator's refusals are this project's own. */
const refusing = written.filter(({ path }) =>
  /^server\/src\/(?:domain|operations)\/.*(?<!\.test)\.ts$/.test(path),
);
const operations = written.filter(({ path }) =>
  /^server\/src\/operations\/(?!support\/)[a-z-]+\/[a-z-]+\.ts$/.test(path),
);
const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);

describe('house rules', () => {
  test('no file is longer than a reader can hold, and most are much shorter', () => {
    expect(findings(written, tooLong)).toEqual([]);
    const lengths = written.map(({ text }) => linesOf(text).length).toSorted((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(MEDIAN_LINES_MAX);
  });

  test('every operation links the page of the API reference that it implements', () => {
    expect(operations.length).toBeGreaterThan(0);
    expect(findings(operations, unlinked)).toEqual([]);
  });

  test('every refusal says where its text comes from', () => {
    expect(refusing.some(({ text }) => REFUSAL.test(text))).toBe(true);
    expect(findings(refusing, withoutEvidence)).toEqual([]);
  });

  test('every test runs', () => {
    expect(findings(written, notRun)).toEqual([]);
  });

  test('nothing is left for later in a comment', () => {
    expect(findings(written, leftForLater)).toEqual([]);
  });

  test('no file names a path of the machine on which it was written', () => {
    expect(findings(all, machinePath)).toEqual([]);
  });

  test('no lock names the registry that it was made with', () => {
    const locks = all.filter(({ path }) => path.endsWith('package-lock.json'));
    expect(locks.length).toBeGreaterThan(1);
    expect(findings(locks, resolved)).toEqual([]);
  });

  test('every command in the documents is a script', () => {
    const documents = all.filter(({ path }) => path.endsWith('.md'));
    expect(documents.length).toBeGreaterThan(0);
    expect(findings(documents, unknownScript)).toEqual([]);
  });
});

describe('each rule finds a planted fault', () => {
  const planted = (rule: Rule, ...lines: readonly string[]) =>
    rule({ path: 'planted', text: lines.join('\n') });

  test('length', () => {
    expect(planted(tooLong, ...Array.from({ length: LINES_MAX }, () => 'x'))).toEqual([]);
    expect(planted(tooLong, ...Array.from({ length: LINES_MAX + 1 }, () => 'x'))).toHaveLength(1);
  });

  test('link', () => {
    const page = '/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateLag.html */';
    expect(planted(unlinked, page, "export default operation('CreateLag', async () => {")).toEqual([]);
    expect(planted(unlinked, page, "export default operation('DeleteLag', async () => {")).toHaveLength(1);
    expect(planted(unlinked, page)).toHaveLength(1);
  });

  test('evidence', () => {
    const call = `return ${'refuse'}('No.');`;
    expect(planted(withoutEvidence, '// Seen on the wire [TFI#11415].', call)).toEqual([]);
    expect(planted(withoutEvidence, '// Quoted by a user [provider-x#279].', call)).toEqual([]);
    expect(planted(withoutEvidence, '// The text is a GUESS.', 'if (full)', call)).toEqual([]);
    expect(planted(withoutEvidence, `${call} // [M]`)).toEqual([]);
    expect(planted(withoutEvidence, call)).toHaveLength(1);
    expect(planted(withoutEvidence, '// Because we say so.', call)).toHaveLength(1);
    expect(planted(withoutEvidence, '// Another thing [M].', '', call)).toHaveLength(1);
    expect(planted(withoutEvidence, 'const first = names[M];', call)).toHaveLength(1);
  });

  test('tests that do not run', () => {
    expect(
      planted(notRun, `test.${'only'}('x', () => {});`, `describe.${'skipIf'}(true)('y', f);`),
    ).toHaveLength(2);
    expect(planted(notRun, "test.for([1])('x', () => {});")).toEqual([]);
  });

  test('promises', () => {
    expect(planted(leftForLater, `// ${'TO'}DO: later`, '// done')).toHaveLength(1);
  });

  test('paths', () => {
    expect(planted(machinePath, `see ${'/home'}/someone/notes`, `cd ${'/work'}/main`)).toHaveLength(2);
    expect(
      planted(machinePath, 'GET https://example.com/home/page', 'POST /operator/v1/work/orders'),
    ).toEqual([]);
  });

  test('registry', () => {
    expect(planted(resolved, `"${'resolved'}": "https://registry.example/x.tgz",`)).toHaveLength(1);
  });

  test('scripts', () => {
    expect(planted(unknownScript, 'Run `npm run fly` or `npm start`.')).toEqual(['planted:1: npm run fly']);
    expect(planted(unknownScript, '`npm run test:postgres`, `npm ci`')).toEqual([]);
  });
});

/** What is wrong with a text: a line each, with its place. */
type Rule = (source: Source) => readonly string[];

function tooLong({ path, text }: Source): readonly string[] {
  const { length } = linesOf(text);
  return length > LINES_MAX ? [`${path}: ${length} lines`] : [];
}

function unlinked({ path, text }: Source): readonly string[] {
  const name = /export default \w+\(\s*'(\w+)'/.exec(text)?.[1] ?? 'unnamed';
  return text.includes(`directconnect/latest/APIReference/API_${name}.html`) ? [] : [`${path}: ${name}`];
}

const REFUSAL = /(?<!function )\brefuse\(/;
/** A source's tag, as in [M], [UG26] or [TFI#11415]; a place in docs/fidelity; or the admission. */
const EVIDENCE = /\bGUESS\b|\[[A-Z][A-Z0-9]+\b|\[M\b|\[[\w./-]+#\d+\]|\bfidelity \d|\bguesses #\d/;
/** How far above its refusal a comment may stand. */
const NEAR_LINES = 6;

/** The refusal's own line, or a comment above it that no blank line parts from it. */
function withoutEvidence({ path, text }: Source): readonly string[] {
  const lines = linesOf(text);
  return lines.flatMap((line, at) => {
    if (!REFUSAL.test(line)) return [];
    const before = lines.slice(Math.max(0, at - NEAR_LINES), at);
    const near = before.slice(before.findLastIndex((one) => one.trim() === '') + 1);
    return [...near, line].some((one) => EVIDENCE.test(commentOf(one))) ? [] : [found(path, at, line)];
  });
}

function commentOf(line: string): string {
  return /(?:^|\s)(?:\/\/|\/\*\*?|\*)\s(.*)$/.exec(line)?.[1] ?? '';
}

function notRun(source: Source): readonly string[] {
  return matching(source, /\b(?:it|test|describe|suite)\.(?:only|skip|todo|skipIf|runIf|fails)\b/);
}

function leftForLater(source: Source): readonly string[] {
  return matching(source, /\bTO[D]O\b|\bFIX[M]E\b/);
}

function machinePath(source: Source): readonly string[] {
  return matching(source, /(?<![\w.:/~-])\/(?:work|root|home)\/\w/);
}

function resolved(source: Source): readonly string[] {
  return matching(source, /"resolved"\s*:/);
}

function unknownScript({ path, text }: Source): readonly string[] {
  return linesOf(text).flatMap((line, at) =>
    [...line.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)]
      .filter(([, run, short]) => !scripts.includes(run ?? short ?? ''))
      .map(([command]) => found(path, at, command)),
  );
}

function matching({ path, text }: Source, pattern: RegExp): readonly string[] {
  return linesOf(text).flatMap((line, at) => (pattern.test(line) ? [found(path, at, line)] : []));
}

function found(path: string, at: number, line: string): string {
  return `${path}:${at + 1}: ${line.trim()}`;
}

function findings(sources: readonly Source[], rule: Rule): readonly string[] {
  return sources.flatMap((source) => rule(source));
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** Nothing for a file that is being removed, or that is not text. */
function read(path: string): readonly Source[] {
  try {
    const text = textOf(path);
    return text.includes('\0') ? [] : [{ path, text }];
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
