// Bundles the server for a quick start: ESM chunks, so that what is imported lazily costs nothing until then.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type OutputFile } from 'esbuild';

const OUT = 'dist';
const ENTRY = `${OUT}/main.js`;
/** A server that runs may still import a chunk of the build before: they stay for a day. */
const OLD_CHUNKS_MS = 86_400_000;

const { outputFiles } = await build({
  entryPoints: ['server/src/main.ts'],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['pdfkit'],
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
