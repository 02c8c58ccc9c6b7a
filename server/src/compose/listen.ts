import { isIPv6 } from 'node:net';
import { StartRefused } from '../cli/refusal.ts';
import type { WireServer } from '../wire/server.ts';

/**
 * Starts to listen.
 *
 * @returns the address as others write it, such as `127.0.0.1:4590`
 * @throws StartRefused when the address cannot be had
 */
export async function listen(server: WireServer, port: number, host: string): Promise<string> {
  try {
    const address = await server.listen(port, host);
    return `${isIPv6(host) ? `[${host}]` : host}:${address.port}`;
  } catch (error) {
    throw refused(error, port, host);
  }
}

function refused(error: unknown, port: number, host: string): unknown {
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
