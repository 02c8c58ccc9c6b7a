import type { WantedInterface, WantedVrf } from './wanted-interface.ts';

/** The whole wanted state of one edge. Drivers get all of it, every time; it never carries a fault of the lab. */
export interface EdgeConfig {
  /** The device that the edge is, or stands for. */
  readonly edge: string;
  readonly ports: readonly WantedPort[];
  readonly lags: readonly WantedLag[];
  /** Routing tables, one a gateway; virtual interfaces name theirs. */
  readonly vrfs: readonly WantedVrf[];
  readonly virtualInterfaces: readonly WantedInterface[];
}

export interface WantedPort {
  readonly number: number;
  /** Carries light and link: the connection on it is past its review and not being deleted. */
  readonly enabled: boolean;
  readonly speed: string;
  readonly connectionId: string;
  readonly lagId: string | null;
  readonly macSec: WantedMacSec | null;
}

export interface WantedMacSec {
  readonly mode: 'no_encrypt' | 'should_encrypt' | 'must_encrypt';
  /** Names of the keys in use, the newest first [XC]; the keys themselves travel apart. */
  readonly ckns: readonly string[];
}

export interface WantedLag {
  readonly id: string;
  readonly minimumLinks: number;
  readonly members: readonly number[];
}

/** What a driver saw. Facts are states, not edges: the same one may be told twice. */
export type FabricFact = PortFact | SessionFact;

export interface PortFact {
  readonly kind: 'port';
  readonly edge: string;
  readonly number: number;
  readonly link: 'up' | 'down';
  /** Hundredths of dBm, null when dark. */
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: boolean;
}

export interface SessionFact {
  readonly kind: 'session';
  readonly edge: string;
  readonly virtualInterfaceId: string;
  readonly peerId: string;
  readonly status: 'up' | 'down';
  /** Why, in words for people. */
  readonly cause: string;
  /** Idle for too many prefixes: the clearing of the session before that (0: none). Null: not idle. */
  readonly idle: number | null;
  /** What the customer announces; nothing while the session is down. */
  readonly announced: readonly AnnouncedRoute[];
}

/** A route as the customer's router announces it. */
export interface AnnouncedRoute {
  readonly cidr: string;
  readonly asPath: readonly number[];
  readonly med: number | null;
  readonly communities: readonly string[];
}

export interface ApplyReport {
  readonly edge: string;
  /** What could not be applied, by connection, in words for the operator. */
  readonly problems: readonly { readonly connectionId: string; readonly problem: string }[];
}

export interface FabricDriver {
  readonly name: string;
  /** Brings one edge to the wanted state; safe to repeat. */
  apply(wanted: EdgeConfig): Promise<ApplyReport>;
  /**
   * Facts, no decisions: those that were seen together come together, in the order in which they happened. The returned
   * function ends the observation.
   */
  observe(onFacts: (facts: readonly FabricFact[]) => Promise<void>): () => void;
  close(): Promise<void>;
}
