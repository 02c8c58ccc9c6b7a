import { StartRefused } from '../cli/refusal.ts';
import { addressText } from '../cli/settings/address.ts';
import type { Settings } from '../cli/settings/table.ts';
import type { WireServer } from '../wire/server.ts';

type Address = Pick<Settings, 'port' | 'host'>;

/**
 * Starts to listen.
 *
 * @returns the endpoint, such as `http://127.0.0.1:4590`
 * @throws StartRefused when the address cannot be had
 */
export async function listen(
  server: WireServer,
  address: Address,
  scheme: 'http' | 'https',
): Promise<string> {
  const { host } = address;
  try {
    const { port } = await server.listen(address.port, host);
    return addressText(scheme, host, port);
  } catch (error) {
    throw refused(error, address);
  }
}

function refused(error: unknown, { port, host }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const lines: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} on ${host} is taken: stop what listens there, or choose another with --port (0 takes a free one)`,
    EACCES: `this user may not listen on port ${port}: choose one above 1023 with --port`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: choose another with --host`,
    ENOTFOUND: `the name ${host} has no address: choose another with --host`,
  };
  const line = lines[code];
  return line === undefined ? error : new StartRefused(line, { cause: error });
}
