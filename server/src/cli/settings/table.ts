import {
  choice,
  database,
  flag,
  ipv6Pool,
  type Kind,
  onOff,
  path,
  pattern,
  portNumber,
  seconds,
  webAddress,
  words,
} from './kinds.ts';

/** One setting. Its name in the YAML file is its property; the flag and the environment name follow from it. */
export interface Setting<T> {
  readonly kind: Kind<T>;
  /** What holds when nobody says otherwise, by profile. */
  readonly standard: { readonly lab: T; readonly production: T };
  /** How the help writes the default, where the value does not say it. */
  readonly standardText?: string;
  readonly help: string;
}

function always<T>(kind: Kind<T>, value: NoInfer<T>, help: string): Setting<T> {
  return { kind, standard: { lab: value, production: value }, help };
}

function optional<T>(kind: Kind<T>, standardText: string, help: string): Setting<T | undefined> {
  return { kind, standard: { lab: undefined, production: undefined }, standardText, help };
}

function byProfile<T>(kind: Kind<T>, lab: NoInfer<T>, production: NoInfer<T>, help: string): Setting<T> {
  return { kind, standard: { lab, production }, help };
}

/** Every setting of a server, in the order of the help. */
export const SETTINGS = {
  profile: always(
    choice('lab', 'production'),
    'lab',
    'lab: any access key, a clock that can be advanced, faults on request. production: registered keys only, real time, no faults.',
  ),
  port: always(portNumber, 4590, 'Port to listen on.'),
  host: always(
    words('ADDRESS', 'a name or an address of this machine'),
    '127.0.0.1',
    'Address to listen on.',
  ),
  data: always(
    path('DIR'),
    './.crossconnect',
    'Folder for what must outlive the process; made when missing.',
  ),
  store: optional(
    database,
    'crossconnect.db in the data folder',
    'The database: an SQLite file, or a PostgreSQL 15+ server that several crossconnect servers may share.',
  ),
  lifecycle: byProfile(
    choice('instant', 'fast', 'realistic', 'manual'),
    'fast',
    'manual',
    'How long states last. instant: not at all; fast: seconds; realistic: hours and days; manual: until the operator acts.',
  ),
  fabric: byProfile(
    choice('simulated', 'manual'),
    'simulated',
    'manual',
    'Where link and light come from. simulated: a world of rows, for labs; manual: what the operator reports of real gear.',
  ),
  quotas: always(onOff, true, 'Whether the quotas of the service hold.'),
  assumeGateways: byProfile(
    onOff,
    true,
    false,
    'Whether a virtual private or transit gateway that nobody has declared is taken as the first caller’s, with a made-up network.',
  ),
  ec2Endpoint: optional(
    webAddress,
    'none',
    'EC2-compatible endpoint that is asked for virtual private and transit gateways; then none is assumed.',
  ),
  ec2AccessKeyId: optional(
    pattern('KEY', '3 to 128 letters, digits, hyphens and underscores', /^[\w-]{3,128}$/),
    'the account that asks',
    'Access key for that endpoint; its secret is in CROSSCONNECT_EC2_SECRET_ACCESS_KEY.',
  ),
  ec2RefreshSeconds: always(
    seconds,
    30,
    'How often the gateways that are known from that endpoint are asked for again.',
  ),
  autoAddressBlock: always(
    choice('29', '30'),
    '29',
    'Size of the link-local IPv4 blocks that virtual interfaces get where no addresses are given: /29 or /30.',
  ),
  // Of the documentation, as the real service's examples are [CLI]; in production unique local ones, as IPv4 blocks are
  // link-local ones (GUESS #12).
  autoIpv6Pool: byProfile(
    ipv6Pool,
    '2001:db8:1100::/48',
    'fd63:726f:7373::/48',
    'Where the /125 blocks of IPv6 peers come from; unique local ones in production. Lead a prefix of your own there.',
  ),
  publicPrefixesFile: optional(
    path('FILE'),
    'made-up ones in the lab, none in production',
    'What public virtual interfaces are offered: a line a prefix, with its Region behind it where it is in one.',
  ),
  auth: byProfile(
    choice('open', 'verify'),
    'open',
    'verify',
    'open: any access key, one of 12 digits is the account; registered keys are verified. verify: registered keys only.',
  ),
  defaultAccount: always(
    pattern('ID', '12 digits', /^\d{12}$/),
    '123456789012',
    'With --auth open: the account of access keys that name none.',
  ),
  defaultRegion: always(
    pattern('REGION', 'a Region such as us-east-1', /^[a-z]{2,8}(-[a-z]+)+-\d{1,2}$/),
    'us-east-1',
    'With --auth open: the Region of requests without a signature.',
  ),
  operatorName: {
    kind: words('NAME', 'some text without control characters'),
    standard: { lab: 'Crossconnect Lab', production: undefined },
    standardText: 'Crossconnect Lab; production needs one',
    help: 'Who runs this service: the name on letters of authorization.',
  } satisfies Setting<string | undefined>,
  publicUrl: optional(
    webAddress,
    'the address that it listens on; production needs one',
    'Where others reach this server: the base of links in letters.',
  ),
  behindProxy: always(flag, false, 'A proxy in front ends TLS. Production needs this or a certificate.'),
  tlsCert: optional(path('FILE'), 'none', 'Certificate chain (PEM) to serve HTTPS with; needs --tls-key.'),
  tlsKey: optional(path('FILE'), 'none', 'Private key (PEM) of the certificate.'),
  secretKeyFile: optional(
    path('FILE'),
    'secret.key in the data folder, made when missing; production needs one',
    'Key that secrets in the database are encrypted with: 32 bytes in base64. The environment may hold the key itself in CROSSCONNECT_SECRET_KEY.',
  ),
  operatorTokenFile: optional(
    path('FILE'),
    'none',
    'Token for the operator API with the role admin. Production needs this or a token in the database.',
  ),
  logLevel: always(
    choice('debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'What is logged, on standard error.',
  ),
};

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** The settings of a server, as one value each. */
export type Settings = { readonly [N in SettingName]: ValueOf<(typeof SETTINGS)[N]> };

/** `logLevel` → `log-level`. */
export function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `logLevel` → `CROSSCONNECT_LOG_LEVEL`. */
export function environmentNameOf(name: string): string {
  return `CROSSCONNECT_${flagOf(name).replaceAll('-', '_').toUpperCase()}`;
}
