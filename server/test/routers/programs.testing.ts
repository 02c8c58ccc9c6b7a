import { existsSync } from 'node:fs';

/** What the suite runs: FRR's daemons and its shell, BIRD and its own, and iproute2. */
export const PROGRAMS = {
  vtysh: ['/usr/bin/vtysh', '/usr/local/bin/vtysh'],
  zebra: ['/usr/lib/frr/zebra', '/usr/local/sbin/zebra'],
  staticd: ['/usr/lib/frr/staticd', '/usr/local/sbin/staticd'],
  bgpd: ['/usr/lib/frr/bgpd', '/usr/local/sbin/bgpd'],
  bfdd: ['/usr/lib/frr/bfdd', '/usr/local/sbin/bfdd'],
  bird: ['/usr/sbin/bird', '/usr/local/sbin/bird'],
  birdc: ['/usr/sbin/birdc', '/usr/local/sbin/birdc'],
  ip: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'],
} as const;

export type Program = keyof typeof PROGRAMS;

/**
 * Where a program is.
 *
 * @throws Error that says what to install
 */
export function pathOf(program: Program): string {
  const path = PROGRAMS[program].find((one) => existsSync(one));
  if (path !== undefined) return path;
  throw new Error(
    `There is no ${program} (looked for ${PROGRAMS[program].join(', ')}). Install the routers: apt-get install frr bird2 iproute2`,
  );
}
