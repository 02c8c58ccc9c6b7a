/** The whole wanted state of one edge. Drivers get all of it, every time; it never carries a fault of the lab. */
export interface EdgeConfig {
  /** The device that the edge is, or stands for. */
  readonly edge: string;
  readonly ports: readonly WantedPort[];
  readonly lags: readonly WantedLag[];
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
export interface FabricFact {
  readonly kind: 'port';
  readonly edge: string;
  readonly number: number;
  readonly link: 'up' | 'down';
  /** Hundredths of dBm, null when dark. */
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: boolean;
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
  /** Facts, no decisions. The returned function ends the observation. */
  observe(onFact: (fact: FabricFact) => Promise<void>): () => void;
  close(): Promise<void>;
}
