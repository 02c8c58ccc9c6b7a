import { CLOCK_OFFSET } from '../../src/store/setting-names.ts';
import { type AllRows, openRows } from '../support/all-rows.ts';
import type { TestServer } from '../support/server.ts';
import { begin } from './beginning.testing.ts';
import { type Dice, diceOf } from './dice.testing.ts';
import type { Invariant } from './invariant.testing.ts';
import { GATEWAY_INVARIANTS } from './invariants-gateways.testing.ts';
import { INTERFACE_INVARIANTS } from './invariants-interfaces.testing.ts';
import { PORT_INVARIANTS } from './invariants-ports.testing.ts';
import { REST_INVARIANTS } from './invariants-rest.testing.ts';
import { SESSION_INVARIANTS } from './invariants-sessions.testing.ts';
import { GATEWAY_MOVES } from './moves-gateways.testing.ts';
import { INTERFACE_MOVES } from './moves-interfaces.testing.ts';
import { OPERATOR_MOVES } from './moves-operator.testing.ts';
import { PORT_MOVES } from './moves-ports.testing.ts';
import { newTrail } from './trail.testing.ts';
import { wrongOnTheWire, wrongPaths, wrongRoutes } from './wire.testing.ts';
import type { Done, Move, World } from './world.testing.ts';

const INVARIANTS: readonly Invariant[] = [
  ...PORT_INVARIANTS,
  ...INTERFACE_INVARIANTS,
  ...GATEWAY_INVARIANTS,
  ...SESSION_INVARIANTS,
  ...REST_INVARIANTS,
];

/** Every move that can be made. */
export const MOVES: readonly Move[] = [
  ...PORT_MOVES,
  ...INTERFACE_MOVES,
  ...GATEWAY_MOVES,
  ...OPERATOR_MOVES,
];

/** How often a move was taken, and how often refused. */
export type Tally = ReadonlyMap<string, { taken: number; refused: number }>;

export interface Walk {
  readonly seed: number;
  readonly steps: number;
  /** Real time at which it ends, however many steps are left. */
  readonly until?: number;
}

/** Steps that a failure shows. */
const LAST = 12;
/** Moves that are made at once, now and then. */
const BURST = 3;

/**
 * Wanders through a server with three accounts and the operator, and looks after each step whether all holds.
 *
 * @throws Error with the seed, the last steps, and what does not hold
 */
export async function walk(server: TestServer, { seed, steps, until = Infinity }: Walk): Promise<Tally> {
  const reader = await openRows(server.store);
  const dice = diceOf(seed);
  const trail = newTrail();
  const tally = new Map<string, { taken: number; refused: number }>();
  const said: string[] = [];
  let seen = -1;
  try {
    await begin(server);
    let before: AllRows = await reader.all();
    const world: World = { server, dice, rows: before };
    for (let step = 1; step <= steps && performance.now() < until; step += 1) {
      const done = await makeMoves(thrown(world, dice.chance(0.1) ? BURST : 1), tally);
      said.push(...done.map(({ text }) => `${step}. ${text}`));
      await server.settle();
      world.rows = await reader.all();
      const records = await reader.recordsAfter(seen);
      seen = records.at(-1)?.seq ?? seen;
      const problems = [
        ...done.flatMap(({ complaint }) => complaint ?? []),
        ...brokenBy({ rows: world.rows, before }),
        ...trail.follow(records, world.rows),
        ...(dice.chance(0.2) ? await wrongOnTheWire(world) : []),
        ...(dice.chance(0.4) ? await wrongRoutes(world) : []),
        ...(dice.chance(0.3) ? await wrongPaths(world) : []),
      ];
      if (problems.length > 0) throw new Error(report(seed, step, said, problems));
      before = world.rows;
    }
    return tally;
  } finally {
    await reader.close();
  }
}

const WEIGHT = MOVES.reduce((sum, { weight }) => sum + weight, 0);

function thrown(world: World, count: number) {
  const plans: { readonly name: string; readonly perform: () => Promise<Done> }[] = [];
  while (plans.length < count) {
    const { name, decide } = drawn(world.dice);
    const perform = decide(world);
    if (perform !== undefined) plans.push({ name, perform });
  }
  return plans;
}

function drawn(dice: Dice): Move {
  let left = dice.below(WEIGHT);
  for (const move of MOVES) {
    left -= move.weight;
    if (left < 0) return move;
  }
  throw new Error('the weights do not add up');
}

async function makeMoves(
  plans: ReturnType<typeof thrown>,
  tally: Map<string, { taken: number; refused: number }>,
): Promise<readonly Done[]> {
  return Promise.all(
    plans.map(async ({ name, perform }) => {
      const done = await perform();
      const counted = tally.get(name) ?? { taken: 0, refused: 0 };
      counted[done.taken ? 'taken' : 'refused'] += 1;
      tally.set(name, counted);
      return done;
    }),
  );
}

function brokenBy({ rows, before }: { readonly rows: AllRows; readonly before: AllRows }): readonly string[] {
  const offset = Number(rows.storedSettings.find(({ name }) => name === CLOCK_OFFSET)?.value ?? 0);
  const look = { rows, before, now: Date.now() + offset };
  return INVARIANTS.flatMap(({ name, broken }) => {
    const lines = broken(look);
    return lines.length === 0 ? [] : [`${name}:\n    ${lines.slice(0, 5).join('\n    ')}`];
  });
}

function report(seed: number, step: number, said: readonly string[], problems: readonly string[]): string {
  return [
    `seed ${seed}, step ${step}: CROSSCONNECT_MODEL_SEED=${seed} CROSSCONNECT_MODEL_STEPS=${step} has it again`,
    ...said.slice(-LAST),
    'does not hold:',
    ...problems.map((problem) => `  ${problem}`),
  ].join('\n');
}
