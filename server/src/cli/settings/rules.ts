import { StartRefused } from '../refusal.ts';
import type { Settings } from './table.ts';

/** What the environment has beside settings. */
export interface Secrets {
  readonly secretKey: boolean;
  readonly ec2Secret: boolean;
}

/** What a production server must have been told; each entry names what is missing, or nothing. */
const PRODUCTION: readonly ((settings: Settings, given: Secrets) => string | undefined)[] = [
  ({ auth }) => (auth === 'verify' ? undefined : '--auth verify'),
  ({ fabric }) => (fabric === 'simulated' ? '--fabric manual' : undefined),
  ({ operatorName }) => (operatorName === undefined ? '--operator-name' : undefined),
  ({ publicUrl }) => (publicUrl === undefined ? '--public-url' : undefined),
  ({ tlsCert, behindProxy }) =>
    tlsCert === undefined && !behindProxy ? '--tls-cert with --tls-key, or --behind-proxy' : undefined,
  ({ secretKeyFile }, given) =>
    secretKeyFile === undefined && !given.secretKey
      ? '--secret-key-file or CROSSCONNECT_SECRET_KEY'
      : undefined,
  ({ ec2Endpoint, ec2AccessKeyId }) =>
    ec2Endpoint !== undefined && ec2AccessKeyId === undefined ? '--ec2-access-key-id' : undefined,
];

/**
 * What the settings demand of each other.
 *
 * @throws StartRefused naming all that is missing
 */
export function checkTogether(settings: Settings, given: Secrets): void {
  if ((settings.tlsCert === undefined) !== (settings.tlsKey === undefined)) {
    throw new StartRefused('--tls-cert and --tls-key come together: give both, or neither');
  }
  if (settings.ec2AccessKeyId !== undefined && !given.ec2Secret) {
    throw new StartRefused('--ec2-access-key-id needs its secret in CROSSCONNECT_EC2_SECRET_ACCESS_KEY');
  }
  if (settings.profile === 'lab') return;
  const missing = PRODUCTION.flatMap((rule) => rule(settings, given) ?? []);
  if (missing.length > 0) throw new StartRefused(`--profile production needs ${missing.join('; ')}`);
}
