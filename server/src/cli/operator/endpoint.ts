import { StartRefused } from '../refusal.ts';
import { addressText } from '../settings/address.ts';
import { readConfigFile } from '../settings/config-file.ts';
import { type Environment, readEnvironment } from '../settings/environment.ts';
import { settle } from '../settings/given.ts';
import type { Settings } from '../settings/table.ts';
import { CommandFailed } from './io.ts';

const ANOTHER = 'name the server with --endpoint or CROSSCONNECT_ENDPOINT';

/**
 * The server that a command speaks to: the one that is named, else the one that `npm start` would start with
 * this environment.
 *
 * @throws CommandFailed for what is no address, or when the settings do not say one
 */
export async function endpointOf(env: Environment, named: string | undefined): Promise<string> {
  const text = named ?? env['CROSSCONNECT_ENDPOINT'] ?? '';
  if (named === undefined && text === '') return endpointOfSettings(env);
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol))
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  throw new CommandFailed(
    `${JSON.stringify(text)} is no address of a server`,
    'Give one such as http://127.0.0.1:4590 with --endpoint or CROSSCONNECT_ENDPOINT',
    2,
  );
}

async function endpointOfSettings(env: Environment): Promise<string> {
  const { host, port, tlsCert } = await addressSettings(env);
  if (port > 0) return addressText(tlsCert === undefined ? 'http' : 'https', host, port);
  throw new CommandFailed(
    'the settings say port 0: the server has taken a free one, and says which when it starts',
    `Look there, and ${ANOTHER}`,
    2,
  );
}

/** What else the settings say is the server's affair. */
async function addressSettings(env: Environment): Promise<Pick<Settings, 'host' | 'port' | 'tlsCert'>> {
  try {
    const file = env['CROSSCONNECT_CONFIG'] ?? '';
    const given = [...readEnvironment(env), ...(file === '' ? [] : await readConfigFile(file))];
    return settle(given.filter(({ name }) => ['host', 'port', 'tlsCert'].includes(name)));
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    throw new CommandFailed(error.message, `Mend that setting, or ${ANOTHER}`, 2);
  }
}
