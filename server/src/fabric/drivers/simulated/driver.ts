import { CLEARED } from '../../../domain/bgp-peer/causes.ts';
import type { EdgeConfig, FabricDriver, FabricFact, PortFact, SessionFact } from '../../fabric.ts';
import type { WantedInterface, WantedPeer } from '../../wanted-interface.ts';
import { blockedBy } from './parent.ts';
import {
  type Around,
  type CustomerWorld,
  isHeldUp,
  type SessionWorld,
  sessionOf,
  UNTOUCHED_CUSTOMER,
} from './session.ts';
import { lightOf, type PortLight, type PortWorld } from './world.ts';

/** The simulated world around one edge: what stands outside its ports, and what the store knows of its sessions. */
export interface EdgeWorld {
  readonly ports: ReadonlyMap<number, PortWorld>;
  /** By virtual interface: the customers' routers that somebody has touched. */
  readonly customers: ReadonlyMap<string, CustomerWorld>;
  /** By peer. */
  readonly sessions: ReadonlyMap<string, SessionWorld>;
}

/** Reads it from its rows when the driver looks. */
export type ReadWorld = (edge: string) => Promise<EdgeWorld>;

const UNTOUCHED = { patched: false, farEndLit: false, fault: null } as const;

/**
 * The simulated fabric: deterministic, and without a memory of its own. Each apply looks at the world and tells the facts
 * of every port and session; whoever listens writes down what is new.
 */
export function simulatedDriver(readWorld: ReadWorld): FabricDriver {
  const listeners = new Set<(facts: readonly FabricFact[]) => Promise<void>>();
  return {
    name: 'simulated',
    async apply(wanted: EdgeConfig) {
      const facts = factsOf(wanted, await readWorld(wanted.edge));
      for (const listener of listeners) await listener(facts);
      return { edge: wanted.edge, problems: [] };
    },
    observe(onFacts) {
      listeners.add(onFacts);
      return () => listeners.delete(onFacts);
    },
    async close() {
      listeners.clear();
    },
  };
}

/** What is to be seen at such an edge in such a world: ports first, since sessions run over them. Pure. */
export function factsOf(wanted: EdgeConfig, world: EdgeWorld): readonly FabricFact[] {
  const lights = new Map(
    wanted.ports.map((port) => [
      port.number,
      lightOf(port, world.ports.get(port.number) ?? { number: port.number, ...UNTOUCHED }),
    ]),
  );
  return [...portFacts(wanted.edge, lights), ...sessionFacts(wanted, world, lights)];
}

function portFacts(edge: string, lights: ReadonlyMap<number, PortLight>): readonly PortFact[] {
  return Array.from(lights, ([number, light]) => ({ kind: 'port', edge, number, ...light }));
}

function sessionFacts(
  wanted: EdgeConfig,
  { customers, sessions }: EdgeWorld,
  lights: ReadonlyMap<number, PortLight>,
): readonly SessionFact[] {
  const blockedAt = new Map<string, string | undefined>();
  return wanted.virtualInterfaces.flatMap((vif) => {
    // Many share a parent, which is looked at once.
    const at = JSON.stringify(vif.parent);
    if (!blockedAt.has(at)) blockedAt.set(at, blockedBy(vif.parent, wanted, lights));
    const blocked = blockedAt.get(at);
    const router = customers.get(vif.id) ?? UNTOUCHED_CUSTOMER;
    return vif.peers.flatMap((peer) => {
      const session = sessions.get(peer.id);
      // The peer came after the look: the next one sees it.
      if (session === undefined) return [];
      return factsOfPeer(wanted.edge, vif, peer, { blocked, router, session });
    });
  });
}

function factsOfPeer(
  edge: string,
  vif: WantedInterface,
  peer: WantedPeer,
  around: Around,
): readonly SessionFact[] {
  // Nothing is seen of it: it is as it was.
  if (isHeldUp(peer, around)) return [];
  const about = { kind: 'session', edge, virtualInterfaceId: vif.id, peerId: peer.id } as const;
  const now: SessionFact = { ...about, ...sessionOf(vif, peer, around) };
  const { router, session } = around;
  // A session that was up when it was cleared falls, and comes again if it can.
  const cleared = session.status === 'up' && session.statusSince < (router.clearedAt ?? 0);
  if (!cleared || now.status === 'down') return [now];
  return [{ ...now, status: 'down', cause: CLEARED, announced: [] }, now];
}
