// Writes what is generated: from api/service.json, the lifecycles and the settings. With --check writes nothing and fails when something is stale.
// --root DIR: another tree than this one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stale } from './gen/generate.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: join(import.meta.dirname, '..') },
  },
});
const root = resolve(values.root);

for (const file of stale(root)) {
  if (values.check) {
    process.exitCode = 1;
    console.error(`${file.path} is stale: run \`npm run gen\``);
  } else {
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.text);
    console.log(`wrote ${file.path}`);
  }
}
