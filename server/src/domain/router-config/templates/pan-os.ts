import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  EXAMPLE,
  familiesOf,
  HOLD,
  KEEPALIVE,
  MTU_DEFAULT,
  routerIdOf,
  type Template,
} from '../template.ts';

const ROUTER = 'set network virtual-router default';
const BGP = `${ROUTER} protocol bgp`;

/** PAN-OS 8.0.3 and newer: set commands of `configure`. */
export const panOs: Template = {
  comment: '#',
  // In quotation marks everything stands for itself but these.
  keys: /^[^"\\?]+$/,
  steps,
  configuration: (all) => {
    const facts = { ...all, sessions: fitting(all) };
    return [
      ...portLines(facts),
      ...unitLines(facts),
      ...routerLines(facts),
      ...facts.sessions.flatMap((session) => peerLines(facts, session)),
      ...familiesOf(facts).flatMap((family) => exportLines(facts, family)),
    ];
  },
};

/** A virtual router has one ASN, and an interface is in one virtual router. */
function fitting(facts: Facts): readonly Session[] {
  return facts.sessions.filter(({ asn }) => asn === asnOf(facts));
}

function steps(facts: Facts): readonly string[] {
  const left = facts.sessions.filter((session) => !fitting(facts).includes(session));
  return [
    'Enter configure, paste the lines that begin with set, and commit.',
    `Replace ${facts.lag ? `${portsOf(facts).join(', ')} by the members of the LAG, and ae1` : portsOf(facts).join()}, the zone direct-connect and the virtual router default by your own.`,
    'If BGP runs already in the virtual router, keep its ASN and router ID: it has one of each.',
    ...(facts.mtu > MTU_DEFAULT
      ? [
          'An MTU above 1500 needs jumbo frames, which take a restart: set deviceconfig setting jumbo-frame mtu 9192',
        ]
      : []),
    ...left.map(
      ({ label, asn }) =>
        `The session ${label} is left out: it has ASN ${asn}, and a virtual router has one ASN for all.`,
    ),
  ];
}

function portsOf({ lag }: Facts): readonly string[] {
  return lag ? ['ethernet1/1', 'ethernet1/2'] : ['ethernet1/1'];
}

function portLines(facts: Facts): readonly string[] {
  if (!facts.lag) return [`set network interface ethernet ethernet1/1 comment "${facts.connection}"`];
  return [
    `set network interface aggregate-ethernet ae1 comment "${facts.connection}"`,
    'set network interface aggregate-ethernet ae1 layer3 lacp enable yes',
    'set network interface aggregate-ethernet ae1 layer3 lacp mode active',
    'set network interface aggregate-ethernet ae1 layer3 lacp transmission-rate fast',
    ...portsOf(facts).map((port) => `set network interface ethernet ${port} aggregate-group ae1`),
  ];
}

function unitOf({ lag, vlan }: Facts): string {
  return lag ? `ae1.${vlan}` : `ethernet1/1.${vlan}`;
}

function unitLines(facts: Facts): readonly string[] {
  const name = unitOf(facts);
  const parent = facts.lag ? 'aggregate-ethernet ae1' : 'ethernet ethernet1/1';
  const unit = `set network interface ${parent} layer3 units ${name}`;
  return [
    `${unit} tag ${facts.vlan}`,
    `${unit} comment "${facts.description}"`,
    `${unit} mtu ${facts.mtu}`,
    ...facts.sessions.flatMap(({ family, address, length }) =>
      family === 'ipv4'
        ? [`${unit} ip ${address}/${length}`]
        : [`${unit} ipv6 enabled yes`, `${unit} ipv6 address ${address}/${length} enable-on-interface yes`],
    ),
    `set zone direct-connect network layer3 ${name}`,
    `${ROUTER} interface ${name}`,
  ];
}

function routerLines(facts: Facts): readonly string[] {
  const profile = `set network profiles bfd-profile ${facts.id}`;
  return [
    `${profile} mode active`,
    `${profile} min-tx-interval ${BFD_MS}`,
    `${profile} min-rx-interval ${BFD_MS}`,
    `${profile} detection-multiplier ${BFD_MULTIPLIER}`,
    `${BGP} enable yes`,
    `${BGP} router-id ${routerIdOf(facts)}`,
    `${BGP} local-as ${asnOf(facts)}`,
    `${BGP} install-route yes`,
    `${BGP} routing-options as-format 4-byte`,
    `${BGP} peer-group ${facts.id} enable yes`,
    `${BGP} peer-group ${facts.id} type ebgp import-nexthop original`,
    `${BGP} peer-group ${facts.id} type ebgp export-nexthop use-self`,
  ];
}

function peerLines(facts: Facts, session: Session): readonly string[] {
  const name = `${facts.id}-${session.label}`;
  const peer = `${BGP} peer-group ${facts.id} peer ${name}`;
  return [
    `${BGP} auth-profile ${name} secret "${session.key}"`,
    `${peer} enable yes`,
    `${peer} peer-as ${session.amazonAsn}`,
    ...(session.family === 'ipv6'
      ? [
          `${peer} enable-mp-bgp yes`,
          `${peer} address-family-identifier ipv6`,
          `${peer} subsequent-address-family-identifier unicast yes`,
        ]
      : []),
    `${peer} local-address interface ${unitOf(facts)}`,
    `${peer} local-address ip ${session.address}/${session.length}`,
    `${peer} peer-address ip ${session.neighbour}`,
    `${peer} connection-options authentication ${name}`,
    `${peer} connection-options keep-alive-interval ${KEEPALIVE}`,
    `${peer} connection-options hold-time ${HOLD}`,
    `${peer} bfd profile ${facts.id}`,
  ];
}

/** What is announced, with a route to nowhere for each; all else stays here. */
function exportLines(facts: Facts, family: Family): readonly string[] {
  const known = facts.networks[family].length > 0;
  const mark = known ? '' : '# ';
  const networks = known ? facts.networks[family] : [EXAMPLE[family]];
  const rules = `${BGP} policy export rules ${facts.id}`;
  const table = family === 'ipv4' ? 'ip' : 'ipv6';
  const rest = family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  return [
    ...networks.flatMap((network, at) => [
      `${mark}${ROUTER} routing-table ${table} static-route ${facts.id}-${at + 1} destination ${network}`,
      `${mark}${ROUTER} routing-table ${table} static-route ${facts.id}-${at + 1} nexthop discard`,
      `${mark}${ROUTER} routing-table ${table} static-route ${facts.id}-${at + 1} admin-dist 240`,
      `${mark}${BGP} redist-rules ${network} address-family-identifier ${family}`,
      `${mark}${BGP} redist-rules ${network} enable yes`,
      `${mark}${rules}-${family} match address-prefix ${network} exact yes`,
    ]),
    `${mark}${rules}-${family} used-by ${facts.id}`,
    `${mark}${rules}-${family} action allow`,
    `${mark}${rules}-${family} enable yes`,
    `${rules}-others-${family} match address-prefix ${rest} exact no`,
    `${rules}-others-${family} used-by ${facts.id}`,
    `${rules}-others-${family} action deny`,
    `${rules}-others-${family} enable yes`,
  ];
}
