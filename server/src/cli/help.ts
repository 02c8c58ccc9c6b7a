import { environmentNameOf, flagOf, type Setting, SETTINGS, type SettingName } from './settings/table.ts';

const WIDTH = 100;
const INDENT = ' '.repeat(6);

/** The text of --help. */
export function helpText(): string {
  const settings = Object.entries(SETTINGS).map(([name, setting]) =>
    paragraph(name as SettingName, setting as Setting<unknown>),
  );
  return [
    'crossconnect: a Direct Connect service that you run yourself',
    '',
    'Usage: crossconnect [serve] [settings]     start a server (npm start -- [settings])',
    '       crossconnect operator …             ask a running server, or act on it',
    '       crossconnect --version',
    '',
    'A setting is taken from its flag, else from the environment, else from the file of --config.',
    '',
    ...settings,
    '  --config FILE   CROSSCONNECT_CONFIG',
    ...wrapped(
      'YAML file with settings, a line each; a key is the flag in camelCase, such as logLevel: warn.',
    ),
    '',
  ].join('\n');
}

function paragraph(name: SettingName, setting: Setting<unknown>): string {
  const { kind, help } = setting;
  const value = kind.bare === true ? '' : ` ${kind.placeholder}`;
  const allowed = kind.placeholder === kind.allowed.replaceAll(', ', '|') ? '' : ` Allowed: ${kind.allowed}.`;
  const head = `  --${flagOf(name)}${value}   ${environmentNameOf(name)}`;
  return [head, ...wrapped(`${help}${allowed} Default: ${standardOf(setting)}.`), ''].join('\n');
}

/** How the default of a setting is written. */
export function standardOf({ standard, standardText }: Setting<unknown>): string {
  if (standardText !== undefined) return standardText;
  const [lab, production] = [written(standard.lab), written(standard.production)];
  return lab === production ? lab : `${lab}; in production ${production}`;
}

function written(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH && line !== INDENT) {
      lines.push(line.trimEnd());
      line = INDENT;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
