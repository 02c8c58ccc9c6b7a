// Two servers on one database: one at a time looks after an edge, and what it has seen counts only while it does.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { random } from '../../src/compose/random.ts';
import { createSequence } from '../../src/compose/sequence.ts';
import { readWorldFrom } from '../../src/compose/world.ts';
import { durationsOf } from '../../src/domain/profile.ts';
import { simulatedDriver } from '../../src/fabric/drivers/simulated/driver.ts';
import type { FabricDriver } from '../../src/fabric/fabric.ts';
import { leasesOf } from '../../src/reconcile/leases.ts';
import { startReconcilers } from '../../src/reconcile/start.ts';
import { edgeLease, lease as leaseNamed } from '../../src/store/queries/leases.ts';
import { device, port } from '../../src/store/queries/inventory.ts';
import type { Store } from '../../src/store/store.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { type LeaseRow, leases } from '../../src/store/tables/leases.ts';
import { type DeviceRow, devices, type PortRow, ports } from '../../src/store/tables/inventory.ts';
import { crossConnects } from '../../src/store/tables/paperwork.ts';
import { newPort } from '../../src/work/ports.ts';
import { connection } from '../store/rows.ts';
import { useStores } from '../store/use-store.ts';

/** More than a lease lasts. */
const LONG_MS = 20_000;

interface Gate {
  readonly open: () => void;
  readonly pass: () => Promise<void>;
  /** Somebody stands before it. */
  readonly arrived: Promise<void>;
}

function gate(): Gate {
  const opened = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  return {
    open: opened.resolve,
    arrived: arrived.promise,
    pass: () => {
      arrived.resolve();
      return opened.promise;
    },
  };
}

interface Surroundings {
  readonly owner: string;
  readonly driver?: FabricDriver;
  /** Real time, as this server's clock shows it. */
  readonly now?: () => number;
}

/** The loops of one server. */
function serverOn(store: Store, { owner, driver = simulatedOn(store), now = Date.now }: Surroundings) {
  const errors: unknown[] = [];
  const onError = (_: string, error: unknown) => errors.push(error);
  const loops = startReconcilers({
    store,
    driver,
    leases: leasesOf(store, { owner, now, onError }),
    durations: durationsOf('manual'),
    factsRetold: true,
    now: Date.now,
    newSeq: createSequence(Date.now, 0),
    random,
    onError,
  });
  return { ...loops, errors };
}

/** The simulated fabric; `pass` is awaited between its look at the world and its facts. */
function simulatedOn(store: Store, pass: () => Promise<void> = () => Promise.resolve()): FabricDriver {
  const read = readWorldFrom(store.reader);
  return simulatedDriver(async (edge) => {
    const world = await read(edge);
    await pass();
    return world;
  });
}

describe('two servers that look after the same edges', () => {
  const stores = useStores('postgres');
  const ends: (() => Promise<void>)[] = [];
  let edge = '';
  let made = 0;

  /** A port with light on it, of an edge that nobody has looked at yet. */
  beforeEach(async () => {
    made += 1;
    edge = `edge-${made}`;
    const connectionId = `dxcon-${made}`;
    const place = { deviceId: edge, portNumber: 1 };
    await stores.store.commit(async (tx) => {
      tx.insert(devices, deviceRow(edge, made));
      const lit = { state: 'taken', connectionId, farEndLit: 1 } as const;
      tx.insert(ports, { ...newPort(edge, 1, '1G', false), ...lit });
      tx.insert(connections, connection({ id: connectionId, seq: made, state: 'pending', ...place }));
      const patched = { state: 'connected', stateSince: 0, dueAt: null, farEnd: null, note: null } as const;
      tx.insert(crossConnects, { connectionId, ...place, ...patched, revision: 1 });
    });
  });

  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  const start = (store: Store, surroundings: Surroundings) => {
    const server = serverOn(store, surroundings);
    ends.push(() => server.stop());
    return server;
  };
  const seen = () => port(stores.store.reader, edge, 1);
  const lease = () => leaseNamed(stores.store.reader, edgeLease(edge));

  /** The lab's fault, as the operator makes it. */
  const cut = () =>
    stores.store.commit(async (tx) => {
      tx.update(ports, (await port(tx, edge, 1)) as PortRow, { fault: 'cut' });
      tx.update(devices, (await device(tx, edge)) as DeviceRow, { dirtySince: Date.now() });
    });

  /** Another server takes the edge over, as it does once the lease has expired. */
  const takeOver = (expiresAt: number) =>
    stores.store.commit(async (tx) => {
      const row = (await leaseNamed(tx, edgeLease(edge))) as LeaseRow;
      tx.update(leases, row, { owner: 'third', term: row.term + 1, expiresAt });
    });

  test('what one saw before never overwrites what the other saw later', async () => {
    const late = gate();
    ends.push(async () => late.open());
    const [begun, other] = [Date.now(), await stores.another()];
    // Its clock stands still, and it with it: it has seen light, and cannot say so for a while.
    const first = start(stores.store, {
      owner: 'first',
      driver: simulatedOn(stores.store, late.pass),
      now: () => begun - LONG_MS,
    });
    await late.arrived;
    await cut();
    const second = start(other, { owner: 'second' });
    await second.settle();
    expect(await lease()).toMatchObject({ owner: 'second', term: 2 });
    expect(await seen()).toMatchObject({ link: 'down', rxLight: null, fault: 'cut' });
    late.open();
    await first.settle();
    expect(await seen()).toMatchObject({ link: 'down', rxLight: null, fault: 'cut' });
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  test('what an apply has seen is dropped whole when its lease was lost, and the edge stays marked', async () => {
    const late = gate();
    ends.push(async () => late.open());
    const first = start(stores.store, { owner: 'first', driver: simulatedOn(stores.store, late.pass) });
    await late.arrived;
    await takeOver(Date.now() + LONG_MS);
    late.open();
    await first.stop();
    expect(await seen()).toMatchObject({ link: 'down', rxLight: null });
    expect((await device(stores.store.reader, edge))?.dirtySince).not.toBeNull();
    await takeOver(0);
  });

  test('only one of them is at an edge at a time, however often it changes', async () => {
    let at = 0;
    const most: number[] = [];
    const watched = (store: Store): FabricDriver => {
      const driver = simulatedOn(store, () => sleep(5));
      const apply: FabricDriver['apply'] = async (wanted) => {
        at += 1;
        most.push(at);
        return driver.apply(wanted).finally(() => (at -= 1));
      };
      return { ...driver, apply };
    };
    const other = await stores.another();
    const servers = [
      start(stores.store, { owner: 'first', driver: watched(stores.store) }),
      start(other, { owner: 'second', driver: watched(other) }),
    ];
    // On a busy machine several changes are looked at together.
    for (let turn = 0; turn < 20 || most.length <= 5; turn += 1) {
      await cut();
      for (const server of servers) server.wake();
      await sleep(10);
    }
    await Promise.all(servers.map((server) => server.settle()));
    expect(Math.max(...most)).toBe(1);
    expect(await seen()).toMatchObject({ link: 'down', fault: 'cut' });
  });

  test('a lease is renewed while an apply takes its time, and no other gets it', async () => {
    const late = gate();
    ends.push(async () => late.open());
    const first = start(stores.store, { owner: 'first', driver: simulatedOn(stores.store, late.pass) });
    await late.arrived;
    const { expiresAt: before = 0 } = (await lease()) ?? {};
    const second = start(await stores.another(), { owner: 'second' });
    await vi.waitFor(async () => expect((await lease())?.expiresAt).toBeGreaterThan(before), LONG_MS);
    late.open();
    await Promise.all([first.settle(), second.settle()]);
    expect(await lease()).toMatchObject({ owner: 'first', term: 1 });
    expect(await seen()).toMatchObject({ link: 'up' });
  });

  test('an edge that one cannot reach is left to the other', async () => {
    const away = { ...simulatedOn(stores.store), apply: () => Promise.reject(new Error('no route')) };
    const first = start(stores.store, { owner: 'first', driver: away });
    await vi.waitFor(() => expect(first.errors).not.toEqual([]));
    start(await stores.another(), { owner: 'second' });
    await vi.waitFor(async () => expect(await seen()).toMatchObject({ link: 'up' }), LONG_MS);
    expect(first.errors).toContainEqual(new Error('no route'));
  });

  test('who stops lets go, and who comes next need not wait', async () => {
    const first = serverOn(stores.store, { owner: 'first' });
    await first.settle();
    expect((await lease())?.expiresAt).toBeGreaterThan(Date.now());
    await first.stop();
    expect(await lease()).toMatchObject({ owner: 'first', expiresAt: 0 });
  });
});

const deviceRow = (id: string, ordinal: number): DeviceRow => ({
  id,
  region: 'eu-west-1',
  location: 'EqDC2',
  ordinal,
  logicalId: id,
  rack: 'R01',
  panel: 'PP-1',
  speeds: '["1G"]',
  macSecSpeeds: '[]',
  grows: 0,
  open: 1,
  redundant: 0,
  dirtySince: Date.now(),
  revision: 1,
});
