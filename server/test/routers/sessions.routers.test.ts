import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RouterTypeIdentifier } from '../../src/domain/router-config/router-types.ts';
import type { RouterConfigVif } from '../../src/domain/router-config/vif.ts';
import { ipv4, ipv6, publicVif, transitVif } from '../../src/domain/router-config/vif.testing.ts';
import { amazonSide, SERVICE_NETWORK } from './amazon-side.testing.ts';
import { Lab, until } from './lab.testing.ts';
import { configurationOf, EVERY_CHARACTER } from './samples.testing.ts';

let lab: Lab;
beforeEach(() => {
  lab = new Lab();
});
afterEach(() => lab.close());

interface Summary {
  readonly [family: string]: {
    readonly peers?: Record<string, { readonly state: string; readonly pfxRcd: number }>;
  };
}

const FRR = 'FRRouting-LinuxRouters-FRR84';
const BIRD = 'BIRD-LinuxRouters-BIRD20';
/** Without a LAG: the kernel of a container seldom has bonds. */
const dualStack: RouterConfigVif = { ...transitVif, lag: false };

/** The service's router, a cable, and the customer's router with the configuration and nothing else. */
async function join(vif: RouterConfigVif, identifier: RouterTypeIdentifier, text: string): Promise<void> {
  for (const host of ['amazon', 'customer']) lab.addHost(host);
  // The kernel of a container seldom has VLANs either: the sub-interface is a cable of its own, and its line is left out.
  lab.cable('amazon', 'port', 'customer', 'eth1');
  lab.cable('amazon', 'vif', 'customer', `eth1.${vif.vlan}`);
  lab.ip('amazon', `link set vif mtu ${vif.mtu}`);
  for (const { amazonAddress, family } of vif.peers)
    lab.ip('amazon', `addr add ${amazonAddress} dev vif${family === 'ipv6' ? ' nodad' : ''}`);
  await lab.startFrr('amazon');
  lab.loadFrr('amazon', amazonSide(vif));

  lab.shell('customer', shellLines(text));
  if (identifier === FRR) {
    await lab.startFrr('customer');
    lab.loadFrr('customer', text);
  } else lab.startBird('customer', text);
}

/** As the instructions say: sed -n 's/^!\$ //p'. */
function shellLines(text: string): string {
  const lines = text.split('\n').filter((line) => /^[!#]\$ /.test(line));
  const kept = lines.filter((line) => !line.includes('type vlan'));
  expect(lines.length - kept.length).toBe(1);
  return kept.map((line) => line.slice(3)).join('\n');
}

/** The customer puts networks in the place of the examples, and takes the marks away. */
function withExamples(text: string): string {
  return text.replaceAll(/^(\s*)[!#] (?=(?:ip|ipv6|network|route|if net) )/gm, '$1');
}

/** All sessions, seen from the service, with how many prefixes each has brought. */
function sessions(): Record<string, number> {
  const families = lab.frr<Summary>('amazon', 'show bgp summary');
  const peers = Object.values(families).flatMap(({ peers: ofFamily = {} }) => Object.entries(ofFamily));
  return Object.fromEntries(
    peers.filter(([, { state }]) => state === 'Established').map(([peer, { pfxRcd }]) => [peer, pfxRcd]),
  );
}

function received(family: 'ipv4' | 'ipv6'): readonly string[] {
  const { routes } = lab.frr<{ routes: Record<string, readonly { readonly path: string }[]> }>(
    'amazon',
    `show bgp ${family} unicast`,
  );
  return Object.entries(routes)
    .filter(([, paths]) => paths.some(({ path }) => path !== ''))
    .map(([prefix]) => prefix)
    .toSorted();
}

const peerOf = ({ customerAddress }: { readonly customerAddress: string | null }) =>
  (customerAddress ?? '').split('/')[0] ?? '';

describe.each([FRR, BIRD] as const)('%s', (identifier) => {
  test('both families come up with key, times and BFD, announce nothing by themselves, and take what there is', async () => {
    await join(dualStack, identifier, configurationOf(identifier, dualStack));
    const up = await until(() => {
      const seen = sessions();
      return { done: Object.keys(seen).length === 2, seen };
    });
    expect(up).toEqual({ [peerOf(ipv4)]: 0, [peerOf(ipv6)]: 0 });

    const bfd = await until(() => {
      const seen = lab.frr<readonly { readonly status: string }[]>('amazon', 'show bfd peers');
      return { done: seen.length === 2 && seen.every(({ status }) => status === 'up'), seen };
    });
    expect(bfd).toEqual([
      expect.objectContaining({
        'remote-receive-interval': 300,
        'remote-transmit-interval': 300,
        'remote-detect-multiplier': 3,
      }),
      expect.objectContaining({
        'remote-receive-interval': 300,
        'remote-transmit-interval': 300,
        'remote-detect-multiplier': 3,
      }),
    ]);

    const neighbours = lab.frr<Record<string, object>>('amazon', 'show bgp neighbors');
    const times = { bgpTimerHoldTimeMsecs: 90_000, bgpTimerKeepAliveIntervalMsecs: 30_000 };
    expect(Object.values(neighbours)).toEqual([
      expect.objectContaining(times),
      expect.objectContaining(times),
    ]);

    // What the service announces is in the kernel of the customer's router.
    await until(() => {
      const seen = lab.ip('customer', 'route show') + lab.ip('customer', '-6 route show');
      return { done: Object.values(SERVICE_NETWORK).every((network) => seen.includes(network)), seen };
    });
  });

  test('networks that the customer puts in are announced, and no others', async () => {
    await join(dualStack, identifier, withExamples(configurationOf(identifier, dualStack)));
    await until(() => {
      const seen = sessions();
      return { done: Object.values(seen).join() === '1,1', seen };
    });
    expect(received('ipv4')).toEqual(['192.0.2.0/24']);
    expect(received('ipv6')).toEqual(['2001:db8::/48']);
  });

  test('a public interface announces its route filter prefixes', async () => {
    await join(publicVif, identifier, configurationOf(identifier, publicVif));
    await until(() => {
      const seen = sessions();
      return { done: Object.values(seen).join() === '2,1', seen };
    });
    expect(received('ipv4')).toEqual(['198.51.100.0/24', '203.0.113.0/30']);
    expect(received('ipv6')).toEqual(['2001:db8:100::/48']);
  });

  test('two ASNs, and keys of every character that the syntax takes', async () => {
    const key = EVERY_CHARACTER.filter((character) => identifier === FRR || character !== '"').join('');
    const peers = [
      { ...ipv4, authKey: key },
      { ...ipv6, authKey: `!#${key}`, customerAsn: 64600 },
    ];
    const vif = { ...dualStack, peers };
    await join(vif, identifier, configurationOf(identifier, vif));
    const up = await until(() => {
      const seen = sessions();
      return { done: Object.keys(seen).length === 2, seen };
    });
    expect(Object.keys(up)).toEqual(peers.map(peerOf));
  });
});

test('without the right key there is no session', async () => {
  const wrong = {
    ...dualStack,
    peers: dualStack.peers.map((peer) => ({ ...peer, authKey: `${peer.authKey}x` })),
  };
  await join(dualStack, FRR, configurationOf(FRR, wrong));
  await expect(
    until(() => ({ done: Object.keys(sessions()).length > 0, seen: sessions() }), 5_000),
  ).rejects.toThrow('not within 5000 ms');
});
