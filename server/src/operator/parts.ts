import type { LifecycleProfile, TimerName } from '../domain/profile.ts';
import type { PublicNetwork } from '../work/routing-world.ts';
import type { Store } from '../store/store.ts';

/** What the operator API is given by the server that it is a part of. */
export interface OperatorParts {
  readonly store: Store;
  readonly version: string;
  readonly profile: 'lab' | 'production';
  /** A proxy in front says where requests come from, in the last address of X-Forwarded-For. */
  readonly behindProxy: boolean;
  readonly lifecycle: LifecycleProfile;
  /** `manual`: the operator reports link and light of its own gear. */
  readonly fabric: 'simulated' | 'manual' | 'frr';
  readonly durations: { readonly [T in TimerName]: number | null };
  readonly factsRetold: boolean;
  /** Epoch milliseconds of the service's clock. */
  readonly now: () => number;
  /** Real time in epoch milliseconds: keys expire by it, and places in the trail are made from it. */
  readonly realNow: () => number;
  readonly newSeq: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly sealer: Sealer;
  /** The operator's public prefixes, and where Regions are. */
  readonly publicNetwork: PublicNetwork;
  /** Where others reach this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Waits until what follows at once from a change has happened and the fabric has looked; no longer than so. */
  readonly atRest: (maxMs: number) => Promise<void>;
  /** Reads again what is kept in memory of the store: keys, Regions, the clock's offset. */
  readonly recall: () => Promise<void>;
  readonly access: Access;
  readonly log: { readonly error: (details: object, message: string) => void };
  /** What is there in the lab alone. */
  readonly lab?: Lab;
}

/** Seals and opens secrets that are stored. */
export interface Sealer {
  seal(plain: string): string;
  /** @throws Error when the text was sealed with another key or has been changed */
  open(sealed: string): string;
}

/** Who may come in. */
export interface Access {
  /** In production and wherever the server listens on more than loopback. */
  readonly tokenNeeded: boolean;
  /** Token of the server's own settings, with the role admin. */
  readonly token?: string | undefined;
  /** Whether Host and Origin name this machine. */
  readonly isLocalRequest: (host: string | undefined, origin: string | undefined) => boolean;
}

/** The lab's hands on time. */
export interface Lab {
  /** How far the clock is ahead of real time, in milliseconds. */
  readonly offset: () => number;
  /** The next deadline, in epoch milliseconds. */
  readonly nextDue: () => Promise<number | undefined>;
  /** Goes from deadline to deadline until the clock stands at `to`; asked between two whether to stop. */
  readonly advance: (
    to: number,
    onStep: (step: AdvanceStep) => void,
    isStopped: () => boolean,
  ) => Promise<AdvanceReport>;
}

/** How far an advance is: the clock stands at `now`. */
export interface AdvanceStep {
  readonly now: number;
  readonly fired: number;
}

export interface AdvanceReport extends AdvanceStep {
  readonly steps: number;
  /** False: so many deadlines lay on the way that it stopped before the end; ask again to go on. */
  readonly complete: boolean;
}
