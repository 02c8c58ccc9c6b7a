import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  ETHERNET_OVERHEAD,
  EXAMPLE,
  familiesOf,
  HOLD,
  MTU_DEFAULT,
  ROUTER_ID,
  type Template,
} from '../template.ts';

/** What one line of routers has that another has not. */
interface Platform {
  readonly port: string;
  readonly macSec: boolean;
  /** It is a firewall: an interface belongs to a zone, which says what the router itself may be sent. */
  readonly zones: boolean;
}

export const mSeries = template({ port: 'xe-0/0/', macSec: true, zones: false });
export const tSeries = template({ port: 'xe-0/0/', macSec: false, zones: false });
export const srx = template({ port: 'ge-0/0/', macSec: false, zones: true });

/** Junos 9.5 and newer, as lines for `load set terminal`. */
function template(platform: Platform): Template {
  return {
    comment: '#',
    // In quotation marks everything stands for itself but these two.
    keys: /^[^"\\]+$/,
    steps: (facts) => steps(facts, platform),
    configuration: (facts) => [
      ...portLines(facts, platform),
      ...(platform.macSec ? macSecLines(facts, platform) : []),
      ...unitLines(facts, platform),
      ...(platform.zones ? zoneLines(facts, platform) : []),
      ...familiesOf(facts).flatMap((family) => policyLines(facts, family)),
      `set routing-options autonomous-system ${asnOf(facts)}`,
      ...(familiesOf(facts).includes('ipv4')
        ? []
        : [
            '# A router without any IPv4 address needs an ID:',
            `# set routing-options router-id ${ROUTER_ID}`,
          ]),
      ...facts.sessions.flatMap((session) => groupLines(facts, session)),
    ],
  };
}

function steps(facts: Facts, platform: Platform): readonly string[] {
  const ports = portsOf(facts, platform).join(', ');
  return [
    'Load it in configuration mode with: load set terminal',
    `Replace ${facts.lag ? `${ports} by the members of the LAG, and ae0` : ports} by your own.`,
    `If BGP runs already with another ASN, leave autonomous-system out and add to each group: local-as ${asnOf(facts)} no-prepend-global-as`,
  ];
}

function portsOf({ lag }: Facts, { port }: Platform): readonly string[] {
  return lag ? [`${port}0`, `${port}1`] : [`${port}0`];
}

function parentOf(facts: Facts, platform: Platform): string {
  return facts.lag ? 'ae0' : `${platform.port}0`;
}

function portLines(facts: Facts, platform: Platform): readonly string[] {
  const parent = parentOf(facts, platform);
  return [
    ...(facts.lag
      ? [
          'set chassis aggregated-devices ethernet device-count 1',
          ...portsOf(facts, platform).map((port) => `set interfaces ${port} gigether-options 802.3ad ae0`),
          'set interfaces ae0 aggregated-ether-options lacp active',
          'set interfaces ae0 aggregated-ether-options lacp periodic fast',
        ]
      : []),
    `set interfaces ${parent} description "${facts.connection}"`,
    `set interfaces ${parent} vlan-tagging`,
    ...(facts.mtu > MTU_DEFAULT ? [`set interfaces ${parent} mtu ${facts.mtu + ETHERNET_OVERHEAD}`] : []),
  ];
}

/** The keys are tried by their names; Junos keeps one, and a second as fallback on newer releases. */
function macSecLines(facts: Facts, platform: Platform): readonly string[] {
  const newest = facts.ckns.at(-1);
  if (newest === undefined) return [];
  const association = `set security macsec connectivity-association ${facts.id}`;
  return [
    `${association} security-mode static-cak`,
    `${association} cipher-suite gcm-aes-xpn-256`,
    `${association} include-sci`,
    '# Leave this out where the connection must encrypt:',
    `${association} mka should-secure`,
    `${association} pre-shared-key ckn ${newest}`,
    `${association} pre-shared-key cak REPLACE-BY-THE-CAK`,
    ...facts.ckns.slice(0, -1).map((ckn) => `# The connection has an older key too: ${ckn}`),
    ...portsOf(facts, platform).map(
      (port) => `set security macsec interfaces ${port} connectivity-association ${facts.id}`,
    ),
  ];
}

function unitLines(facts: Facts, platform: Platform): readonly string[] {
  const unit = `set interfaces ${parentOf(facts, platform)} unit ${facts.vlan}`;
  return [
    `${unit} description "${facts.description}"`,
    `${unit} vlan-id ${facts.vlan}`,
    ...familiesOf(facts).map((family) => `${unit} family ${inet(family)} mtu ${facts.mtu}`),
    ...facts.sessions.map(
      ({ family, address, length }) => `${unit} family ${inet(family)} address ${address}/${length}`,
    ),
  ];
}

function inet(family: Family): string {
  return family === 'ipv4' ? 'inet' : 'inet6';
}

function zoneLines(facts: Facts, platform: Platform): readonly string[] {
  const zone = 'set security zones security-zone direct-connect interfaces';
  const inbound = `${zone} ${parentOf(facts, platform)}.${facts.vlan} host-inbound-traffic`;
  return [
    '# What goes through the firewall needs policies to and from this zone.',
    `${inbound} protocols bgp`,
    `${inbound} protocols bfd`,
    `${inbound} system-services ping`,
    ...(familiesOf(facts).includes('ipv6')
      ? [
          '# Older releases forward IPv6 only with this, after a restart:',
          '# set security forwarding-options family inet6 mode flow-based',
        ]
      : []),
  ];
}

/** What is announced, and a route to nowhere for each; all else stays here. */
function policyLines(facts: Facts, family: Family): readonly string[] {
  const policy = `set policy-options policy-statement ${facts.id}-out-${family}`;
  const known = facts.networks[family].length > 0;
  const mark = known ? '' : '# ';
  const networks = known ? facts.networks[family] : [EXAMPLE[family]];
  const statics = `set routing-options${family === 'ipv4' ? '' : ' rib inet6.0'} static route`;
  return [
    ...networks.flatMap((network) => [
      `${mark}${policy} term networks from route-filter ${network} exact`,
      `${mark}${statics} ${network} discard`,
      `${mark}${statics} ${network} preference 254`,
    ]),
    `${mark}${policy} term networks then accept`,
    `${policy} term others then reject`,
  ];
}

/** Without a keepalive of its own: it is a third of the hold time. */
function groupLines(facts: Facts, session: Session): readonly string[] {
  const group = `set protocols bgp group ${facts.id}-${session.label}`;
  const neighbour = `${group} neighbor ${session.neighbour}`;
  return [
    `${group} type external`,
    `${group} description "${facts.description}"`,
    `${group} local-address ${session.address}`,
    `${group} peer-as ${session.amazonAsn}`,
    ...(session.asn === asnOf(facts) ? [] : [`${group} local-as ${session.asn} no-prepend-global-as`]),
    `${group} hold-time ${HOLD}`,
    `${group} family ${inet(session.family)} unicast`,
    `${group} export ${facts.id}-out-${session.family}`,
    `${group} bfd-liveness-detection minimum-interval ${BFD_MS}`,
    `${group} bfd-liveness-detection multiplier ${BFD_MULTIPLIER}`,
    `${neighbour} authentication-key "${session.key}"`,
  ];
}
