import type { Facts } from '../facts.ts';
import { familiesOf, MTU_DEFAULT } from '../template.ts';

/** Below which names the ports are; what a shell gets says so once, in its first line. */
const PORTS = { one: 'eth1', two: 'eth1 eth2' };

/**
 * What the kernel needs before a routing daemon can start: commands of iproute2, each behind `mark`, which the daemon takes for
 * a comment.
 */
export function linuxLines(facts: Facts, comment: string): readonly string[] {
  const macSec = facts.ckns.length > 0;
  const commands = [
    `ports="${facts.lag ? PORTS.two : PORTS.one}"`,
    'for port in $ports; do ip link set "$port" up; done',
    ...(macSec ? macSecCommands : ['links="$ports"']),
    ...(facts.lag ? bondCommands : ['parent=$(echo $links)']),
    ...(facts.mtu > MTU_DEFAULT
      ? [`for link in $ports $links $parent; do ip link set "$link" mtu ${facts.mtu}; done`]
      : []),
    `ip link add link "$parent" name "$parent.${facts.vlan}" type vlan id ${facts.vlan}`,
    `ip link set "$parent.${facts.vlan}" mtu ${facts.mtu}`,
    ...facts.sessions.map(
      ({ family, address, length }) =>
        `ip address add ${address}/${length} dev "$parent.${facts.vlan}"${family === 'ipv6' ? ' nodad' : ''}`,
    ),
    `ip link set "$parent.${facts.vlan}" up`,
    ...familiesOf(facts).map((family) =>
      family === 'ipv4'
        ? 'sysctl -q -w net.ipv4.ip_forward=1'
        : 'sysctl -q -w net.ipv6.conf.all.forwarding=1',
    ),
  ];
  return [
    ...(macSec ? wpaLines(facts, comment) : []),
    ...commands.map((command) => `${comment}$ ${command}`),
    comment,
  ];
}

/** How the commands are run, as the instructions say it. */
export function linuxSteps(facts: Facts, comment: string): readonly string[] {
  return [
    `Replace ${facts.lag ? PORTS.two : PORTS.one} by your own port${facts.lag ? 's, the members of the LAG' : ''}.`,
    `Lines with ${comment}$ are for the shell, as root: sed -n 's/^${comment}\\$ //p' THIS-FILE | sh -eu`,
  ];
}

/** wpa_supplicant makes a device on each port. */
const macSecCommands = [
  'for port in $ports; do wpa_supplicant -B -D macsec_linux -i "$port" -c /etc/wpa_supplicant/direct-connect.conf; done',
  'sleep 5',
  'links=$(ip -o link show type macsec | cut -d : -f 2 | cut -d @ -f 1)',
];

const bondCommands = [
  'parent=bond0',
  'ip link add "$parent" type bond mode 802.3ad lacp_rate fast xmit_hash_policy layer3+4',
  'for link in $links; do ip link set "$link" down; ip link set "$link" master "$parent"; ip link set "$link" up; done',
  'ip link set "$parent" up',
];

function wpaLines({ ckns }: Facts, comment: string): readonly string[] {
  return [
    'Put this into /etc/wpa_supplicant/direct-connect.conf, readable by root alone (wpa_supplicant 2.11 for macsec_csindex,',
    'which asks for GCM-AES-256; XPN, which ports of 100G and more need, is not known to it):',
    '  eapol_version=3',
    '  ap_scan=0',
    '  network={',
    '    key_mgmt=NONE',
    '    eapol_flags=0',
    '    macsec_policy=1',
    '    macsec_csindex=1',
    `    mka_ckn=${ckns.at(-1) ?? ''}`,
    '    mka_cak=REPLACE-BY-THE-CAK',
    '  }',
    ...ckns.slice(0, -1).map((ckn) => `The connection has an older key too: ${ckn}`),
    '',
  ].map((line) => `${comment} ${line}`.trimEnd());
}
