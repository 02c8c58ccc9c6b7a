import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContract } from './contract.ts';
import { lifecyclesPage } from './lifecycles.ts';
import { operations } from './operations.ts';
import { registry } from './registry.ts';
import { withSettings } from './settings.ts';
import { operationsPage, withOperationsTable } from './status.ts';
import { types } from './types.ts';

/** A generated file: its path below the root, and what must stand in it. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** All that is generated and committed. Throws when the contract contradicts itself. */
function generate(root: string): readonly Generated[] {
  const contract = readContract(root);
  const files = [
    { path: 'server/src/model/types.gen.ts', text: types(contract) },
    { path: 'server/src/model/operations.gen.ts', text: operations(contract) },
    { path: 'server/src/operations/registry.gen.ts', text: registry(contract, root) },
    { path: 'docs/operations.md', text: operationsPage(contract) },
    { path: 'docs/lifecycles.md', text: lifecyclesPage() },
  ];
  const withTables = ['README.md', 'docs/configuration.md'].flatMap((path) => {
    const text = contentOf(root, path);
    return text === undefined ? [] : [{ path, text: withSettings(withOperationsTable(text, contract)) }];
  });
  return [...files, ...withTables];
}

/** Those of the generated files that are missing or differ on disk. */
export function stale(root: string): readonly Generated[] {
  return generate(root).filter((file) => contentOf(root, file.path) !== file.text);
}

function contentOf(root: string, path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
