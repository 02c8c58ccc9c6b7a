/**
 * Lifecycles are data, and this file is the only interpreter of them. It neither reads the clock nor
 * touches a store: the row and `now` come in, the changes of the row go out.
 */
export interface Lifecycle<State extends string, Event extends string, Timer extends string> {
  /** The resource's name in documents and diagrams. */
  readonly resource: string;
  readonly initial: readonly State[];
  /** What the resource goes through; a state of the type that is not listed is never entered. */
  readonly states: { readonly [S in State]?: StateRule<State, Event, Timer> };
  /** States that the wire does not know, and what is said of them there. */
  readonly wire?: { readonly [S in State]?: string };
}

export interface StateRule<State extends string, Event extends string, Timer extends string> {
  readonly on?: { readonly [E in Event]?: State };
  /**
   * What happens by itself once `timer` has run since the state was entered: a new state, the row's end
   * (GONE), or an event whose outcome or side effects are decided elsewhere (`raise`).
   */
  readonly after?:
    | { readonly timer: Timer; readonly to: State | typeof GONE }
    | { readonly timer: Timer; readonly raise: string };
}

/** The end of a row: it has been visible for as long as it should be. */
export const GONE = 'gone';

/** How long each timer runs, in milliseconds; null: only an event ends the state. */
export type Durations<Timer extends string = string> = { readonly [T in Timer]: number | null };

/** The part of a row that a lifecycle moves. Times are epoch milliseconds. */
export interface Phase<State extends string = string> {
  readonly state: State;
  readonly stateSince: number;
  /** When the state ends by itself; null when only an event can end it. */
  readonly dueAt: number | null;
}

/** The phase of a resource that enters `state` at `now`. */
export function enter<S extends string, E extends string, T extends string>(
  lifecycle: Lifecycle<S, E, T>,
  state: S,
  now: number,
  durations: Durations<T>,
): Phase<S> {
  const after = lifecycle.states[state]?.after;
  const runs = after === undefined ? null : durations[after.timer];
  return { state, stateSince: now, dueAt: runs === null ? null : now + runs };
}

/** The phase after `event`, or undefined where the event means nothing in that state. */
export function step<S extends string, E extends string, T extends string>(
  lifecycle: Lifecycle<S, E, T>,
  state: S,
  event: E,
  now: number,
  durations: Durations<T>,
): Phase<S> | undefined {
  const to = lifecycle.states[state]?.on?.[event];
  return to === undefined ? undefined : enter(lifecycle, to, now, durations);
}

/** What a state's own time brings: the next phase, the row's end, or an event to raise. */
export type Expiry<S extends string> =
  | { readonly phase: Phase<S> }
  | { readonly gone: true }
  | { readonly raise: string };

/**
 * What is due of a phase at `now`, or undefined. Time counts from `dueAt`, not from when somebody looked, so
 * that a chain of deadlines keeps its distances.
 */
export function expire<S extends string, E extends string, T extends string>(
  lifecycle: Lifecycle<S, E, T>,
  phase: Phase<S>,
  now: number,
  durations: Durations<T>,
): Expiry<S> | undefined {
  const after = lifecycle.states[phase.state]?.after;
  if (after === undefined || phase.dueAt === null || phase.dueAt > now) return undefined;
  if ('raise' in after) return { raise: after.raise };
  if (after.to === GONE) return { gone: true };
  return { phase: enter(lifecycle, after.to, phase.dueAt, durations) };
}

/** What the wire says of a state. */
export function wireState<S extends string>(lifecycle: Lifecycle<S, string, string>, state: S): string {
  return lifecycle.wire?.[state] ?? state;
}
