import { StartRefused } from '../refusal.ts';
import type { Settings } from './table.ts';

/** What a production server must have been told; each entry names what is missing, or nothing. */
const PRODUCTION: readonly ((settings: Settings, secretKeyGiven: boolean) => string | undefined)[] = [
  ({ auth }) => (auth === 'verify' ? undefined : '--auth verify'),
  ({ fabric }) => (fabric === 'simulated' ? '--fabric manual' : undefined),
  ({ operatorName }) => (operatorName === undefined ? '--operator-name' : undefined),
  ({ publicUrl }) => (publicUrl === undefined ? '--public-url' : undefined),
  ({ tlsCert, behindProxy }) =>
    tlsCert === undefined && !behindProxy ? '--tls-cert with --tls-key, or --behind-proxy' : undefined,
  ({ secretKeyFile }, given) =>
    secretKeyFile === undefined && !given ? '--secret-key-file or CROSSCONNECT_SECRET_KEY' : undefined,
];

/**
 * What the settings demand of each other.
 *
 * @throws StartRefused naming all that is missing
 */
export function checkTogether(settings: Settings, secretKeyGiven: boolean): void {
  if ((settings.tlsCert === undefined) !== (settings.tlsKey === undefined)) {
    throw new StartRefused('--tls-cert and --tls-key come together: give both, or neither');
  }
  if (settings.profile === 'lab') return;
  const missing = PRODUCTION.flatMap((rule) => rule(settings, secretKeyGiven) ?? []);
  if (missing.length > 0) throw new StartRefused(`--profile production needs ${missing.join('; ')}`);
}
