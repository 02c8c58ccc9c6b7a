import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Json } from '../client.ts';
import type { Verb } from '../command.ts';
import { CommandFailed } from '../io.ts';
import { word } from './arguments.ts';
import { onFile } from './files.ts';

/** A whole inventory from a file. */
export const IMPORT: Verb = {
  usage: 'import <file>',
  summary: 'make and change sites, devices and ports as a YAML file names them; - reads standard input',
  examples: ['import inventory.yaml'],
  run: async (cli, args) => {
    const file = word(args, 0);
    const text = onFile(file, () => readFileSync(file === '-' ? 0 : file, 'utf8'));
    const { items } = await cli.ask('POST', '/inventory', { body: inventoryIn(text, file) });
    cli.list(items as readonly Json[], [
      ['WHAT', 'what'],
      ['ID', 'id'],
      ['DONE', 'done'],
    ]);
  },
};

function inventoryIn(text: string, file: string): object {
  const next = 'Begin it with `locations:`; examples/inventory.yaml shows one';
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new CommandFailed(`${file} is no YAML: ${(error as Error).message.split('\n')[0]}`, next, 2);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new CommandFailed(`${file} holds no inventory`, next, 2);
}
