import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import type { AllRows } from '../support/all-rows.ts';
import { type QuickCaller, quickCall } from '../support/quick-call.ts';
import type { TestServer } from '../support/server.ts';
import { complaintOf } from '../hostile/judge.testing.ts';
import type { Dice } from './dice.testing.ts';

/** Who acts: three accounts, in two Regions. Constant, so that a seed finds the same again. */
export const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const;
export const REGIONS = ['us-east-1', 'eu-central-1'] as const;
/** Two sites a Region, so that the number of connections at one of them is reached. */
export const SITES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['EqDC2', 'CSVA1'],
  'eu-central-1': ['EqFA5', 'EQAM3'],
};

/** Small, so that each is reached again and again. The same for all accounts: whose counts does not matter then. */
export const QUOTAS = {
  connectionsPerLocation: 5,
  connectionsPerLag: 3,
  lagsPerRegion: 3,
  privateAndPublicInterfacesPerConnection: 4,
  transitInterfacesPerConnection: 2,
  interfacesPerConnection: 5,
  gatewaysPerAccount: 4,
  interfacesPerGateway: 3,
  virtualPrivateGatewaysPerGateway: 2,
  transitGatewaysPerGateway: 2,
  gatewaysPerTransitGateway: 2,
  prefixesPerTransitGateway: 4,
  prefixPoolPerGateway: 900,
  rateLimitersPerConnection: 2,
} as const;

export interface World {
  readonly server: TestServer;
  readonly dice: Dice;
  /** As the last step left it. */
  rows: AllRows;
}

/** What a move came to: its words, and whether it was taken or refused. */
export interface Done {
  readonly text: string;
  readonly taken: boolean;
  /** What must never be answered. */
  readonly complaint?: string | undefined;
}

/** Something that somebody may do. */
export interface Move {
  readonly name: string;
  /** How often it is thrown, beside the others. */
  readonly weight: number;
  /** Undefined: there is nothing to do it with. Decides at once, from the world's rows. */
  readonly decide: (world: World) => (() => Promise<Done>) | undefined;
}

/** A call of the API by somebody; `make` gives what is asked, or undefined where there is nothing to ask for. */
export function asks<N extends OperationName>(
  operation: N,
  weight: number,
  make: (world: World, who: QuickCaller) => OperationTypes[N]['input'] | undefined,
): Move {
  return {
    name: operation,
    weight,
    decide(world) {
      const { dice, server } = world;
      const who = { account: dice.of(...ACCOUNTS), region: dice.chance(0.75) ? REGIONS[0] : REGIONS[1] };
      const input = make(world, who);
      if (input === undefined) return undefined;
      return async () => {
        const answer = await quickCall(server.endpoint, who, operation, input);
        const outcome = answer.status === 200 ? 'ok' : answer.message;
        return {
          text: `${who.account} ${who.region} ${operation} ${JSON.stringify(input)} → ${outcome}`,
          taken: answer.status === 200,
          complaint: complaintOf(answer),
        };
      };
    },
  };
}

/** A hand of the operator's. */
export function operates(
  name: string,
  weight: number,
  make: (
    world: World,
  ) => { readonly method?: string; readonly path: string; readonly body?: object } | undefined,
): Move {
  return {
    name,
    weight,
    decide(world) {
      const call = make(world);
      if (call === undefined) return undefined;
      const { method = 'POST', path, body = {} } = call;
      return async () => {
        const { status, body: answer } = await world.server.operator(method, path, body);
        const taken = status === 200 || status === 201;
        const outcome = taken ? 'ok' : JSON.stringify(answer);
        return {
          text: `operator ${method} ${path} ${JSON.stringify(body)} → ${outcome}`,
          taken,
          complaint: status >= 500 ? `${status} ${JSON.stringify(answer)}` : undefined,
        };
      };
    },
  };
}

/** One of the rows that suit, if there is one; now and then any. */
export function some<R>(
  { dice }: World,
  rows: readonly R[],
  suits: (row: R) => boolean,
  mostly = 0.92,
): R | undefined {
  const suiting = rows.filter(suits);
  if (!dice.chance(mostly)) return dice.pick(rows);
  return dice.pick(suiting);
}

const ENDED: readonly string[] = ['deleted', 'rejected', 'deleting'];

/** Whether a row lives, and is the caller's, here. */
export function ownHere({ account, region }: QuickCaller) {
  return (row: { readonly account: string; readonly region: string; readonly state: string }) =>
    row.account === account && row.region === region && !ENDED.includes(row.state);
}

export const lives = ({ state }: { readonly state: string }) => !ENDED.includes(state);
