/**
 * What each script of package.json runs, and what must be there before.
 * `modules`: the packages of the lock. `validators`: those and what is generated from the contract at build time.
 * `server`: those and the bundle.
 * @typedef {'modules' | 'validators' | 'server'} Need
 * @typedef {{ needs: Need, command: readonly string[], compileCache?: true }} Target
 */

/** @type {Readonly<Record<string, Target>>} */
export const TARGETS = {
  // Not with --enable-source-maps: reading the bundle's map cost 27 ms and 21 MB (of 71 ms and 63 MB).
  start: { needs: 'server', command: ['dist/main.js'], compileCache: true },
  crossconnect: { needs: 'server', command: ['dist/main.js'], compileCache: true },
  build: { needs: 'server', command: ['--eval', ''] },
  test: { needs: 'server', command: ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'test'] },
  'test:model': {
    needs: 'server',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'model'],
  },
  'test:postgres': {
    needs: 'server',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'postgres'],
  },
  'test:clients': {
    needs: 'server',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'clients'],
  },
  'test:routers': {
    needs: 'modules',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'routers'],
  },
  bench: { needs: 'server', command: ['bench/main.ts'] },
  gen: { needs: 'modules', command: ['scripts/gen.ts'] },
  'gen:check': { needs: 'modules', command: ['scripts/gen.ts', '--check'] },
  types: { needs: 'validators', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  lint: { needs: 'validators', command: ['node_modules/oxlint/bin/oxlint'] },
  format: { needs: 'modules', command: ['node_modules/@biomejs/biome/bin/biome', 'format', '--write'] },
  'format:check': { needs: 'modules', command: ['node_modules/@biomejs/biome/bin/biome', 'format'] },
  doors: {
    needs: 'validators',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      'server',
      'scripts',
      'bench',
    ],
  },
  dead: { needs: 'validators', command: ['node_modules/knip/bin/knip.js'] },
  check: { needs: 'server', command: ['scripts/check.ts'] },
};
