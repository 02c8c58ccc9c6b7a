import { StartRefused } from '../refusal.ts';
import { SETTINGS, type SettingName, type Settings } from './table.ts';

/** A setting as somebody wrote it, and where: a flag, an environment name, or a place in a file. */
export interface Given {
  readonly name: SettingName;
  readonly text: string;
  readonly where: string;
}

/**
 * The settings in force: of several that name the same one, the first counts, and what nobody named has the
 * profile's default.
 *
 * @throws StartRefused with the place, what is wrong and what is allowed
 */
export function settle(given: readonly Given[]): Settings {
  const found = new Map<SettingName, unknown>();
  for (const { name, text, where } of given) {
    const { kind } = SETTINGS[name];
    const value = kind.read(text);
    if (value === undefined) {
      const shown = 'shown' in kind ? kind.shown(text) : text;
      throw new StartRefused(`${where}: ${JSON.stringify(shown)} is not allowed; allowed: ${kind.allowed}`);
    }
    if (!found.has(name)) found.set(name, value);
  }
  const profile = (found.get('profile') ?? 'lab') as Settings['profile'];
  const entries = Object.entries(SETTINGS).map(([name, { standard }]) => [
    name,
    found.get(name as SettingName) ?? standard[profile],
  ]);
  return Object.fromEntries(entries) as Settings;
}
