// What documents name has to be there. Each rule is a function of a text, so that it is also shown a fault.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { operatorProgram } from '../src/cli/operator/program.ts';
import { environmentNameOf, flagOf, SETTINGS } from '../src/cli/settings/table.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a text: a line each. */
export type Rule = (source: Source) => readonly string[];

const settings = Object.keys(SETTINGS);
const operator = operatorProgram({
  out: { write: () => {} },
  err: { write: () => {} },
  env: {},
  fetch,
  signal: new AbortController().signal,
});

/** Environment names that are read elsewhere than in the table of settings. */
const OTHER_NAMES = [
  'CROSSCONNECT_CONFIG',
  'CROSSCONNECT_SECRET_KEY',
  'CROSSCONNECT_ENDPOINT',
  'CROSSCONNECT_OPERATOR_TOKEN',
  'CROSSCONNECT_MODEL_SEED',
  'CROSSCONNECT_TEST_PYTHON',
  'CROSSCONNECT_TEST_RENEW_GOLDEN',
  'CROSSCONNECT_TEST_REPORT',
];
const names = [...settings.map(environmentNameOf), ...OTHER_NAMES];
/** Flags of settings, of the operator's commands, and of programs of others. */
const flags = [
  ...[...settings.map(flagOf), 'config', 'help', 'version'].map((name) => `--${name}`),
  ...optionsOf(operator),
  '--endpoint-url',
  '--ignore-scripts',
];

/** Settings by environment name, by flag, and by key in YAML; what readers are shown to type is run by another test. */
export function unknownSettings({ path, text }: Source): readonly string[] {
  const prose = text.replaceAll(/^```console\n[^]*?^```$/gm, '');
  const named = all(prose, /\bCROSSCONNECT_[A-Z_]+\b(?!\*)/g).filter((name) => !names.includes(name));
  const written = [
    ...all(prose, /(?<=`)--[a-z][\w-]*/g),
    ...all(prose, /(?<=npm start -- (?!operator).*)--[a-z][\w-]*/g),
    ...all(text, /(?<=^<!-- run: .*)--[a-z][\w-]*(?=.* -->$)/gm),
  ].filter((flag) => !flags.includes(flag));
  const keys = [...prose.matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .flatMap(([, yaml = '']) => all(yaml, /^\w+(?=:)/gm))
    .filter((key) => !settings.includes(key));
  return [...named, ...written, ...keys].map((wrong) => `${path}: ${wrong}`);
}

/** Commands of `crossconnect operator`, and their flags. */
export function unknownCommands({ path, text }: Source): readonly string[] {
  return all(text.replaceAll(/\\\n> ? */g, ''), /(?<=crossconnect operator )[a-z][^\n`|;)]*/g)
    .filter((line) => !isCommand(line.split(/\s+/)))
    .map((line) => `${path}: ${line}`);
}

function isCommand(words: readonly string[]): boolean {
  let command: Command | undefined = operator;
  let at = 0;
  while (command !== undefined && command.commands.length > 0) {
    command = command.commands.find((one) => one.name() === words[at]);
    at += 1;
  }
  if (command === undefined) return false;
  const known = [...optionsOf(command), '--json', '--endpoint', '--help'];
  return words.slice(at).every((word) => !/^--[a-z]/.test(word) || known.includes(word));
}

function optionsOf(command: Command): readonly string[] {
  const own = command.options.map(({ long }) => long ?? '');
  return [...own, ...command.commands.flatMap((inner) => optionsOf(inner))];
}

/** Files and folders that a text names in code: below the root, or below server/src. */
export function missingFiles({ path, text }: Source): readonly string[] {
  return all(
    text.replaceAll(/^```[^]*?^```$/gm, ''),
    /(?<=`)[\w.*-]+(?:\/[\w.*-]+)*(?:\/|\.(?:ts|md|json|mjs))(?=`)/g,
  )
    .filter((file) => !['', 'server/src'].some((base) => isThere(join(ROOT, base), file)))
    .map((file) => `${path}: ${file}`);
}

function isThere(folder: string, file: string): boolean {
  return file.includes('*') ? globSync(file, { cwd: folder }).length > 0 : existsSync(join(folder, file));
}

/** Links to files of the project, and to headings in them. */
export function deadLinks({ path, text }: Source): readonly string[] {
  return all(text, /(?<=\]\()(?!\w+:)[^)\s]+(?=\))/g)
    .filter((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, target))) return true;
      return heading !== undefined && !headingsOf(textOf(target)).includes(heading);
    })
    .map((link) => `${path}: ${link}`);
}

/** Headings as links name them. */
function headingsOf(text: string): readonly string[] {
  return all(text, /(?<=^#+ ).+$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

const fidelity = globSync('docs/fidelity/*.md', { cwd: ROOT }).map(textOf).join('\n');
const sections = all(fidelity, /(?<=^## )\d+(?:\.\d+)?b?(?= )/gm);
const guesses = all(fidelity, /(?<=^\| )\d+b?(?= \|)/gm);

/** Citations of docs/fidelity in comments: `fidelity 1.18`, `guesses #34`, `GUESS #34`. */
export function unknownCitations({ path, text }: Source): readonly string[] {
  const places = all(text, /(?<=\bfidelity )\d+(?:\.\d+)?b?/g).filter((place) => !sections.includes(place));
  const numbers = all(text, /(?<=\b(?:guesses|GUESS) #)\d+b?/g).filter((number) => !guesses.includes(number));
  return [...places, ...numbers.map((number) => `#${number}`)].map((wrong) => `${path}: ${wrong}`);
}

/** Paths of the operator API: what stands for an id is a member in braces. */
export function unknownRoutes(known: readonly string[]): Rule {
  const shapes = known.map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
  return ({ path, text }) =>
    all(text, /\/operator\/v1(?:\/[\w.<>${}-]+)*/g)
      .map((route) => route.replaceAll(/\$\w+|<[^>]+>|\{\w*\}/g, '{}').replace(/[.-]$/, ''))
      .filter((route) => !shapes.includes(route))
      .map((route) => `${path}: ${route}`);
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([found]) => found);
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
