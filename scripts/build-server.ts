// Bundles the server for a quick start: ESM chunks, so that what is imported lazily costs nothing until then.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { build, type OutputFile, type Plugin } from 'esbuild';

const OUT = 'dist';
const EXTERNAL = ['pdfkit', 'fontkit'];
/** Marks a question of the plugin to itself. */
const RESOLVED = Symbol('resolved');
const ENTRY = `${OUT}/main.js`;
/** A server that runs may still import a chunk of the build before: they stay for a day. */
const OLD_CHUNKS_MS = 86_400_000;

/**
 * `const { pino } = await import('pino')`: of a CommonJS package Node finds the names, esbuild gives a default alone.
 * Here such an import gets a module with the names that Node finds, so that the bundle does what the sources do.
 */
const namesOfCommonJs: Plugin = {
  name: 'names-of-commonjs',
  setup: (plugin) => {
    const namespace = 'names-of-commonjs';
    plugin.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === RESOLVED || EXTERNAL.includes(path)) return undefined;
      const found = await plugin.resolve(path, { kind, resolveDir, pluginData: RESOLVED });
      if (found.external || found.errors.length > 0) return undefined;
      const isModule = /^(?:import|export)\b/m.test(readFileSync(found.path, 'utf8'));
      return isModule ? undefined : { path, namespace };
    });
    plugin.onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object).filter(
        (name) => !['default', 'module.exports'].includes(name),
      );
      const contents = `const all = require('${path}'); export default all; export const { ${names.join(', ')} } = all;`;
      return { contents, resolveDir: import.meta.dirname };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ['server/src/main.ts'],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  chunkNames: 'chunks/[name]-[hash]',
  external: EXTERNAL,
  plugins: [namesOfCommonJs],
  sourcemap: 'linked',
  minifySyntax: true,
  legalComments: 'none',
  // CommonJS packages inside the bundle call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  write: false,
});

mkdirSync(join(OUT, 'chunks'), { recursive: true });
// The entry comes last: whoever starts meanwhile finds the whole of the old build or of the new one.
for (const file of outputFiles.toSorted((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) replace(file);
removeOldChunks(new Set(outputFiles.map(({ path }) => basename(path))));

function isEntry({ path }: OutputFile): boolean {
  return path.endsWith('main.js');
}

function replace({ path, contents }: OutputFile): void {
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, path);
}

function removeOldChunks(current: ReadonlySet<string>): void {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} was not built`);
  for (const name of readdirSync(join(OUT, 'chunks'))) {
    const path = join(OUT, 'chunks', name);
    if (!current.has(name) && Date.now() - statSync(path).mtimeMs > OLD_CHUNKS_MS) rmSync(path);
  }
}
