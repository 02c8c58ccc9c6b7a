import { parseArgs } from 'node:util';
import { StartRefused } from '../refusal.ts';
import { didYouMean } from './nearest.ts';
import type { Given } from './given.ts';
import { flagOf, SETTINGS, type SettingName } from './table.ts';

/** What the command line asks for: settings, the file of settings, or a text instead of a server. */
export interface CommandLine {
  readonly given: readonly Given[];
  readonly config: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

const names = Object.keys(SETTINGS) as SettingName[];
const byFlag = new Map(names.map((name) => [flagOf(name), name]));
const known = [...byFlag.keys(), 'config', 'help', 'version'];

/** @throws StartRefused for what is no flag of a server */
export function readFlags(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({ args: [...args], options: optionTypes(), strict: false, tokens: true });
  const given: Given[] = [];
  let config: string | undefined;
  const asked = { help: false, version: false };
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new StartRefused(
        `unexpected argument ${JSON.stringify(token.value)}: settings are flags, see --help`,
      );
    }
    const name = byFlag.get(token.name);
    if (token.rawName === '-h' || token.name === 'help') asked.help = true;
    else if (token.name === 'version') asked.version = true;
    else if (token.name === 'config') config = valueOf(token, 'a path of a YAML file');
    else if (name === undefined) {
      throw new StartRefused(
        `unknown flag ${token.rawName}${didYouMean(token.name, known, '--')} (--help lists all)`,
      );
    } else given.push({ name, text: textOf(token, name), where: token.rawName });
  }
  return { given, config, ...asked };
}

type Option = { readonly rawName: string; readonly value?: string | undefined };

function textOf(token: Option, name: SettingName): string {
  const { kind } = SETTINGS[name];
  return token.value ?? (kind.bare === true ? 'on' : valueOf(token, kind.allowed));
}

function valueOf(token: Option, allowed: string): string {
  if (token.value !== undefined) return token.value;
  throw new StartRefused(`${token.rawName} needs a value; allowed: ${allowed}`);
}

function optionTypes() {
  const entries = names.map((name) => [
    flagOf(name),
    { type: SETTINGS[name].kind.bare === true ? 'boolean' : 'string' } as const,
  ]);
  return {
    ...(Object.fromEntries(entries) as Record<string, { readonly type: 'boolean' | 'string' }>),
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  } as const;
}
