import type { Facts } from '../facts.ts';
import { MTU_DEFAULT } from '../template.ts';

/** Names of ports, to be replaced: members of a LAG, or one; and what carries the sub-interface. */
export function portsOf({ lag }: Facts): { readonly ports: readonly string[]; readonly parent: string } {
  if (lag) return { ports: ['Ethernet1/1', 'Ethernet1/2'], parent: 'port-channel1' };
  return { ports: ['Ethernet1/1'], parent: 'Ethernet1/1' };
}

/** The ports below the sub-interface, with LACP on a LAG and MACsec where the connection has keys. */
export function portLines(facts: Facts): readonly string[] {
  const { ports, parent } = portsOf(facts);
  const mtu = facts.mtu > MTU_DEFAULT ? ['  mtu 9216'] : [];
  const macSec = facts.ckns.length > 0 ? [`  macsec keychain ${facts.id} policy ${facts.id}`] : [];
  const routed = ['  no switchport', ...mtu];
  if (!facts.lag) {
    return [
      ...macSecLines(facts),
      `interface ${parent}`,
      `  description ${facts.connection}`,
      ...routed,
      ...macSec,
      '  no shutdown',
      '!',
    ];
  }
  return [
    ...macSecLines(facts),
    `interface ${parent}`,
    `  description ${facts.connection}`,
    ...routed,
    '  no shutdown',
    '!',
    ...ports.flatMap((port) => [
      `interface ${port}`,
      `  description ${facts.connection}`,
      ...routed,
      ...macSec,
      '  channel-group 1 mode active',
      '  no shutdown',
      '!',
    ]),
  ];
}

/** A key a CKN; the cipher is what ports of 10G and more have in common [UG23]. */
function macSecLines({ id, ckns }: Facts): readonly string[] {
  if (ckns.length === 0) return [];
  return [
    'feature macsec',
    '!',
    `key chain ${id} macsec`,
    ...ckns.flatMap((ckn) => [
      `  key ${ckn}`,
      '    key-octet-string REPLACE-BY-THE-CAK cryptographic-algorithm AES_256_CMAC',
    ]),
    `macsec policy ${id}`,
    '  cipher-suite GCM-AES-XPN-256',
    '  ! must-secure where the connection must encrypt:',
    '  security-policy should-secure',
    '!',
  ];
}
