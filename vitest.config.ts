import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They replace modules or clocks, or weigh memory: each has a process of its own. */
const ALONE = [
  'server/src/compose/mounts/health.test.ts',
  'server/src/wire/protocols/cbor-decode.test.ts',
  'server/test/model/*.test.ts',
  'server/test/wire/{hostile,lazy-cbor}.test.ts',
];

interface Suite {
  /** Files that share two processes: loading the server for each anew was half of their work. */
  readonly shared?: { readonly include: string[]; readonly exclude: string[] };
  /** Files with a process of their own. */
  readonly alone: string[];
  readonly testTimeout: number;
  readonly globalSetup?: string[];
  readonly env?: Record<string, string>;
}

/** Suites that need what is not on every machine are asked for by name: `npm run test:postgres`. */
const SUITES: Readonly<Record<string, Suite>> = {
  test: {
    shared: {
      include: ['{server,scripts}/**/*.test.ts'],
      exclude: ['**/*.{postgres,clients,routers}.test.ts', ...ALONE],
    },
    alone: ALONE,
    testTimeout: 15_000,
  },
  postgres: {
    // What goes through the front door of a server that stores: the same files as in `npm test`, on this engine.
    shared: {
      include: ['server/**/*.postgres.test.ts', 'server/test/*/**/*.test.ts'],
      exclude: [
        'server/test/{store,wire}/**/!(*.postgres).test.ts',
        '**/*.{clients,routers}.test.ts',
        ...ALONE,
      ],
    },
    alone: ['server/test/model/*.test.ts'],
    testTimeout: 60_000,
    globalSetup: ['server/test/support/postgres.setup.ts'],
  },
  clients: {
    alone: ['server/**/*.clients.test.ts'],
    testTimeout: 120_000,
    globalSetup: ['server/test/clients/python.setup.ts'],
  },
  // The walk of `npm test`, for so long that it comes to everything.
  model: {
    alone: ['server/test/model/*.test.ts'],
    testTimeout: 15_000,
    env: { CROSSCONNECT_MODEL_SECONDS: process.env['CROSSCONNECT_MODEL_SECONDS'] ?? '100' },
  },
  routers: {
    alone: ['server/**/*.routers.test.ts'],
    testTimeout: 90_000,
    globalSetup: ['server/test/routers/routers.setup.ts'],
  },
};

/** They take longest, so they begin first: else one process waits for the other at the end. */
const LONG = /\/hostile\/(strings|shapes)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId));
    return (await super.sort(files)).toSorted((a, b) => isLong(b) - isLong(a));
  }
}

export default defineConfig(({ mode }) => {
  const suite = Object.hasOwn(SUITES, mode) ? SUITES[mode] : undefined;
  if (suite === undefined) throw new Error(`vitest --mode takes ${Object.keys(SUITES).join(', ')}`);
  const { shared, alone, testTimeout, globalSetup = [], env = {} } = suite;
  const report = process.env['CROSSCONNECT_TEST_REPORT'];
  const project = (name: string, files: { include: string[]; exclude?: string[] }) => ({
    test: {
      name,
      ...files,
      isolate: name === 'alone',
      pool: 'forks' as const,
      testTimeout,
      hookTimeout: 60_000,
      env,
    },
  });
  return {
    test: {
      globalSetup,
      maxWorkers: 2,
      sequence: { sequencer: LongFirst },
      reporters: report === undefined ? ['default'] : ['default', 'json'],
      ...(report === undefined ? {} : { outputFile: { json: report } }),
      projects: [
        project('alone', { include: alone }),
        ...(shared === undefined ? [] : [project('shared', shared)]),
      ],
    },
  };
});
