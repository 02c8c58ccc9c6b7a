import { readFileSync } from 'node:fs';
import { StartRefused } from '../cli/refusal.ts';
import type { Settings } from '../cli/settings/table.ts';
import type { CreateServer } from '../wire/server.ts';

/**
 * Makes servers that speak HTTPS where the settings name a certificate; undefined: HTTP.
 *
 * @throws StartRefused when certificate and key cannot be used
 */
export async function secureServers({
  tlsCert,
  tlsKey,
}: Pick<Settings, 'tlsCert' | 'tlsKey'>): Promise<CreateServer | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const secure = { cert: contents('--tls-cert', tlsCert), key: contents('--tls-key', tlsKey) };
  const [{ createServer }, { createSecureContext }] = await Promise.all([
    import('node:https'),
    import('node:tls'),
  ]);
  try {
    createSecureContext(secure);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `--tls-cert ${tlsCert} and --tls-key ${tlsKey} cannot be used (${why}): give a PEM certificate and its own private key`,
      { cause: error },
    );
  }
  return (options, listener) => createServer({ ...options, ...secure }, listener);
}

function contents(flag: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`${flag}: cannot read ${path}: ${why}`, { cause: error });
  }
}
