import { defineConfig } from 'vitest/config';

/** Suites that need what is not on every machine are asked for by name: `npm run test:postgres`. */
const SUITES = {
  test: { include: ['{server,scripts}/**/*.test.ts'], exclude: ['**/*.{postgres,clients,routers}.test.ts'] },
  postgres: {
    // What goes through the front door of a server that stores: the same files as in `npm test`, on this engine.
    include: ['server/**/*.postgres.test.ts', 'server/test/*/**/*.test.ts'],
    exclude: ['server/test/{store,wire}/**/!(*.postgres).test.ts', '**/*.{clients,routers}.test.ts'],
    globalSetup: ['server/test/support/postgres.setup.ts'],
  },
  clients: {
    include: ['server/**/*.clients.test.ts'],
    exclude: [],
    globalSetup: ['server/test/clients/python.setup.ts'],
  },
  // The walk of `npm test`, for so long that it comes to everything.
  model: {
    include: ['server/test/model/*.test.ts'],
    exclude: [],
    env: { CROSSCONNECT_MODEL_SECONDS: process.env['CROSSCONNECT_MODEL_SECONDS'] ?? '100' },
  },
  routers: {
    include: ['server/**/*.routers.test.ts'],
    exclude: [],
    globalSetup: ['server/test/routers/routers.setup.ts'],
  },
};

export default defineConfig(({ mode }) => {
  if (!Object.hasOwn(SUITES, mode)) throw new Error(`vitest --mode takes ${Object.keys(SUITES).join(', ')}`);
  const suite = SUITES[mode as keyof typeof SUITES];
  const report = process.env['CROSSCONNECT_TEST_REPORT'];
  return {
    test: {
      ...suite,
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: { test: 15_000, postgres: 60_000, clients: 120_000, model: 15_000, routers: 90_000 }[
        mode as keyof typeof SUITES
      ],
      hookTimeout: 60_000,
      reporters: report === undefined ? ['default'] : ['default', 'json'],
      ...(report === undefined ? {} : { outputFile: { json: report } }),
    },
  };
});
