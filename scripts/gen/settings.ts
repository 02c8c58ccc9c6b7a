import { standardOf } from '../../server/src/cli/help.ts';
import { environmentNameOf, flagOf, type Setting, SETTINGS } from '../../server/src/cli/settings/table.ts';
import { between } from './markers.ts';

const settings: readonly (readonly [string, Setting<unknown>])[] = Object.entries(SETTINGS);

/** `text` with its tables of settings renewed: `settings` is the short one, `settings-in-full` the other. */
export function withSettings(text: string): string {
  return between(between(text, 'settings', short()), 'settings-in-full', full());
}

function short(): readonly string[] {
  return [
    '| Setting | Default | What it sets |',
    '| --- | --- | --- |',
    ...settings.map(([name, setting]) =>
      row(code(written(name, setting)), standardOf(setting), setting.help),
    ),
  ];
}

function full(): readonly string[] {
  return [
    '| Flag | Environment | In the file | Allowed | Default |',
    '| --- | --- | --- | --- | --- |',
    ...settings.map(([name, setting]) =>
      row(
        code(`--${flagOf(name)}`),
        code(environmentNameOf(name)),
        code(name),
        setting.kind.allowed,
        standardOf(setting),
      ),
    ),
  ];
}

function written(name: string, { kind }: Setting<unknown>): string {
  return kind.bare === true ? `--${flagOf(name)}` : `--${flagOf(name)} ${kind.placeholder}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
