// What is kept of sessions: the newest changes, and only what the right edge has seen.
import { expect, test } from 'vitest';
import { durationsOf } from '../../src/domain/profile.ts';
import { allSessionEvents, bgpPeer } from '../../src/store/queries/bgp-peers.ts';
import type { Transaction } from '../../src/store/store.ts';
import { bgpPeers } from '../../src/store/tables/bgp-peers.ts';
import { bgpPeer as peerRow, virtualInterface } from '../../src/store/tables/interface-rows.testing.ts';
import { virtualInterfaces } from '../../src/store/tables/virtual-interfaces.ts';
import { takeSessionFact } from '../../src/work/sessions.ts';
import { useStores } from './use-store.ts';

const stores = useStores('sqlite');
const durations = durationsOf('fast');
let seq = 0;

const vif = (id: string) =>
  virtualInterface({
    id,
    seq: (seq += 1),
    connectionId: `dxcon-${id}`,
    deviceId: 'edge-1',
    virtualGatewayId: 'vgw-1',
  });
const peer = (virtualInterfaceId: string) =>
  peerRow({ virtualInterfaceId, id: `dxpeer-${virtualInterfaceId}`, seq: (seq += 1), statusCause: 'new' });

async function tell(id: string, cause: string, edge = 'edge-1'): Promise<void> {
  const fact = { edge, peerId: `dxpeer-${id}`, status: 'down', cause, idle: null, announced: [] } as const;
  await stores.store.commit((tx) => takeSessionFact(workIn(tx), fact));
}

function workIn(tx: Transaction): Parameters<typeof takeSessionFact>[0] {
  const rest = { factsRetold: true, random: () => new Uint8Array(16), newSeq: () => (seq += 1) };
  return { reader: tx, write: tx, now: 0, durations, ...rest };
}

async function made(id: string): Promise<void> {
  await stores.store.commit(async (tx) => {
    tx.insert(virtualInterfaces, vif(id));
    tx.insert(bgpPeers, peer(id));
  });
}

test('the newest thousand changes', async () => {
  await made('flaps');
  for (let at = 0; at < 1_005; at += 1) await tell('flaps', `cause ${at}`);
  const events = await allSessionEvents(stores.store.reader, 'flaps');
  // The newest one was only being written when older ones were counted.
  expect(events).toHaveLength(1_001);
  expect(events.map(({ cause }) => cause)).not.toContain('cause 3');
  expect(events.map(({ cause }) => cause)).toContain('cause 1004');
});

test('nothing that an edge saw before the virtual interface went to another', async () => {
  await made('moved');
  await tell('moved', 'of an old moment', 'edge-2');
  expect(await bgpPeer(stores.store.reader, 'dxpeer-moved')).toMatchObject({ statusCause: 'new' });
  await tell('moved', 'of now');
  expect(await bgpPeer(stores.store.reader, 'dxpeer-moved')).toMatchObject({ statusCause: 'of now' });
});
