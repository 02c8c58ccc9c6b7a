// Builds server/src/model/built/validators.js (and its types) from api/service.json: AJV's standalone code, so that
// nothing is compiled when the server starts. AJV asks for its helpers with require(); esbuild puts them inside.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { type Contract, readContract } from './gen/contract.ts';
import { jsonSchema, type Strictness } from './gen/json-schema.ts';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'server/src/model/built');
const STRICTNESSES: readonly Strictness[] = ['types', 'all'];

const DECLARATIONS = `// Built by scripts/build-validators.ts. Do not edit.
import type { OperationName } from '../types.gen.ts';

/** The first thing that AJV found, with its path as a JSON pointer. */
export interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: {
    readonly type?: string;
    readonly missingProperty?: string;
    readonly limit?: number;
    readonly pattern?: string;
    readonly allowedValues?: readonly string[];
  };
}

export interface Validate {
  (input: unknown): boolean;
  readonly errors?: readonly Finding[] | null;
}

/** One for each operation that takes an input: its types, and its types with every constraint. */
export declare const validators: { readonly [N in OperationName]?: { readonly [S in 'types' | 'all']: Validate } };
`;

function ajvCode(contract: Contract, inputs: readonly string[]): string {
  const ajv = new Ajv({ code: { source: true, esm: true }, messages: false, strict: true });
  const exported: Record<string, string> = {};
  for (const input of inputs) {
    for (const strictness of STRICTNESSES) {
      const id = `${strictness}_${input}`;
      ajv.addSchema(jsonSchema(contract, input, strictness), id);
      exported[id] = id;
    }
  }
  return standalone.default(ajv, exported);
}

function entryCode(contract: Contract): string {
  const rows = Object.entries(contract.operations).flatMap(([name, { input }]) =>
    input === undefined ? [] : [`  ${name}: { types: ajv.types_${input}, all: ajv.all_${input} },`],
  );
  return ["import * as ajv from 'ajv-code';", 'export const validators = {', ...rows, '};'].join('\n');
}

async function bundle(entry: string, code: string): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: '// Built by scripts/build-validators.ts. Do not edit.' },
    plugins: [
      {
        name: 'ajv-code',
        setup(bundler) {
          bundler.onResolve({ filter: /^ajv-code$/ }, () => ({ path: 'ajv-code', namespace: 'built' }));
          bundler.onLoad({ filter: /.*/, namespace: 'built' }, () => ({ contents: code, resolveDir: ROOT }));
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? '';
}

/** In one step: a server that starts meanwhile reads the old file or the new one. */
function replace(name: string, text: string): void {
  const temporary = join(OUT, `${name}.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, join(OUT, name));
}

const contract = readContract(ROOT);
const inputs = [...new Set(Object.values(contract.operations).flatMap(({ input }) => input ?? []))];
const js = await bundle(entryCode(contract), ajvCode(contract, inputs));
mkdirSync(OUT, { recursive: true });
replace('validators.d.ts', DECLARATIONS);
replace('validators.js', js);
