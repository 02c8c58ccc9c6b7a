import { readConfigFile } from './config-file.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { CommandLine } from './flags.ts';
import { settle } from './given.ts';
import { checkTogether } from './rules.ts';
import type { Settings } from './table.ts';

/**
 * The settings of a server: flags, else the environment, else the file, else the default.
 *
 * @throws StartRefused with one line for the terminal
 */
export async function readSettings(line: CommandLine, env: Environment): Promise<Settings> {
  const file = line.config ?? env['CROSSCONNECT_CONFIG'] ?? '';
  const fromFile = file === '' ? [] : await readConfigFile(file);
  // The last of several flags counts, as everywhere.
  const settings = settle([...line.given.toReversed(), ...readEnvironment(env), ...fromFile]);
  checkTogether(settings, {
    secretKey: (env['CROSSCONNECT_SECRET_KEY'] ?? '') !== '',
    ec2Secret: (env['CROSSCONNECT_EC2_SECRET_ACCESS_KEY'] ?? '') !== '',
  });
  return settings;
}
