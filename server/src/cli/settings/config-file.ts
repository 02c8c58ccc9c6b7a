import { readFileSync } from 'node:fs';
import type { Pair, Scalar } from 'yaml';
import { StartRefused } from '../refusal.ts';
import type { Given } from './given.ts';
import { didYouMean } from './nearest.ts';
import { SETTINGS, type SettingName } from './table.ts';

/**
 * Settings of a YAML file: one level, keys as in the help.
 *
 * @throws StartRefused with file, line and key of what is wrong
 */
export async function readConfigFile(path: string): Promise<readonly Given[]> {
  const text = contents(path);
  // The parser costs a start some milliseconds that most starts do not need.
  const { isMap, isScalar, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const { contents: root, errors } = parseDocument(text, { lineCounter: lines });
  const [error] = errors;
  if (error !== undefined) {
    const what = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '');
    throw new StartRefused(`${path}:${lines.linePos(error.pos[0]).line}: not valid YAML: ${what}`);
  }
  if (root === null) return [];
  if (!isMap(root)) throw new StartRefused(`${path}: expected lines of "setting: value", see --help`);
  return root.items.flatMap(({ key, value }: Pair) => {
    const written = isScalar(key) ? String(key.value) : '(a structure)';
    const place = isScalar(key) ? lines.linePos(key.range?.[0] ?? 0).line : 1;
    const where = `${path}:${place}: ${written}`;
    if (!Object.hasOwn(SETTINGS, written)) throw unknownKey(path, place, written);
    const name = written as SettingName;
    if (isScalar(value) && value.value === null) return [];
    if (isScalar(value)) return [{ name, text: sourceOf(value), where }];
    throw new StartRefused(`${where}: one value is expected; allowed: ${SETTINGS[name].kind.allowed}`);
  });
}

/** As it is written: an account such as 012345678901 is text, though YAML reads a number. */
function sourceOf(value: Scalar): string {
  return typeof value.value === 'string' ? value.value : (value.source ?? String(value.value));
}

function unknownKey(path: string, line: number, key: string): StartRefused {
  const hint = didYouMean(key, Object.keys(SETTINGS));
  return new StartRefused(`${path}:${line}: ${key} is not a setting${hint} (--help lists all)`);
}

function contents(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`--config: cannot read ${path}: ${why}`, { cause: error });
  }
}
