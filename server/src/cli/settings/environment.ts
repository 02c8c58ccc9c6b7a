import { StartRefused } from '../refusal.ts';
import type { Given } from './given.ts';
import { nearest } from './nearest.ts';
import { environmentNameOf, SETTINGS, type SettingName } from './table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const names = new Map(
  (Object.keys(SETTINGS) as SettingName[]).map((name) => [environmentNameOf(name), name] as const),
);

/**
 * Settings of the environment. An empty one counts as absent, as shells can hardly unset what a parent exports.
 *
 * @throws StartRefused for a name that is nearly a setting's: it would be silently without effect
 */
export function readEnvironment(env: Environment): readonly Given[] {
  return Object.entries(env).flatMap(([where, text = '']) => {
    if (!where.startsWith('CROSSCONNECT_') || text === '') return [];
    const name = names.get(where);
    if (name !== undefined) return [{ name, text, where }];
    const meant = nearest(where, [...names.keys()]);
    if (meant === undefined || ELSEWHERE.has(where)) return [];
    throw new StartRefused(`unknown environment name ${where}; did you mean ${meant}? (--help lists all)`);
  });
}

/** Names that mean something, though not to the table. */
const ELSEWHERE = new Set([
  'CROSSCONNECT_CONFIG',
  'CROSSCONNECT_SECRET_KEY',
  'CROSSCONNECT_EC2_SECRET_ACCESS_KEY',
]);
