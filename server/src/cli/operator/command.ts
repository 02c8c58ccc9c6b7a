import { type Command, Option } from 'commander';
import { type Client, clientOf, type Json } from './client.ts';
import { CommandFailed, type Io } from './io.ts';
import { namesOf } from './names.ts';
import { type Column, sheetOf, tableOf } from './table.ts';

/** What the action of a command works with. */
export interface Cli extends Client {
  readonly io: Io;
  readonly json: boolean;
  /** Prints one thing: its members, or JSON. */
  readonly show: (item: Json) => void;
  /** Prints many: a table, or JSON. */
  readonly list: (items: readonly Json[], columns: readonly Column[]) => void;
}

export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command. */
export interface Verb {
  /** Name and arguments as help shows them: `approve <connection...>`. */
  readonly usage: string;
  readonly summary: string;
  /** What follows `crossconnect operator`, one line each. */
  readonly examples: readonly string[];
  /** Flags and what they mean: `['--reason <text>', 'Why.']`; with a third member the flag is mandatory. */
  readonly options?: readonly (readonly [flags: string, help: string, needed?: 'needed'])[];
  /** What to say of an argument below zero, where somebody may well try one; else it is an unknown option. */
  readonly belowZero?: readonly [line: string, next: string];
  /** @param args in the order of `usage`; one that may be repeated is a list */
  readonly run: (cli: Cli, args: readonly (string | readonly string[])[], given: Given) => Promise<void>;
}

export function addVerb(group: Command, io: Io, verb: Verb): void {
  const command = group.command(verb.usage).description(verb.summary);
  for (const [flags, help, needed] of verb.options ?? []) {
    command.addOption(new Option(flags, help).makeOptionMandatory(needed !== undefined));
  }
  addExamples(command, verb.examples);
  // Then an option that is none comes as an argument, and maybe as one too many.
  if (verb.belowZero !== undefined) command.allowUnknownOption().allowExcessArguments();
  command.action(async (...all: unknown[]) => {
    const given = command.opts<Given>();
    const args = all.slice(0, -2).filter((arg) => arg !== undefined) as (string | readonly string[])[];
    checkArguments(command, verb, args);
    checkExcess(command, verb);
    await verb.run(await cliOf(io, command), args, given);
  });
}

/** @throws CommandFailed for an argument that would lose itself in the path of a call */
function checkArguments(command: Command, verb: Verb, args: readonly (string | readonly string[])[]): void {
  for (const [index, arg] of args.entries()) {
    const name = command.registeredArguments[index]?.name() ?? '';
    for (const text of [arg].flat()) {
      if (/^\.{0,2}$/.test(text)) throw new CommandFailed(...noArgument(name, text, verb), 2);
      if (verb.belowZero !== undefined && text.startsWith('-'))
        throw new CommandFailed(...(/^-[\d.P]/.test(text) ? verb.belowZero : unknownOption(text, verb)), 2);
    }
  }
}

/** @throws CommandFailed for what the command does not take */
function checkExcess({ args, registeredArguments }: Command, verb: Verb): void {
  const excess = args[registeredArguments.length];
  if (excess === undefined || registeredArguments.at(-1)?.variadic === true) return;
  if (excess.startsWith('-')) throw new CommandFailed(...unknownOption(excess, verb), 2);
  throw new CommandFailed(
    `${JSON.stringify(excess)} is one argument too many`,
    `Write it ${exampleOf(verb)}`,
    2,
  );
}

const exampleOf = ({ examples: [example = ''] }: Verb) => `such as: crossconnect operator ${example}`;

function noArgument(name: string, text: string, verb: Verb): [string, string] {
  return [
    `<${name}> ${text === '' ? 'is empty' : `cannot be ${JSON.stringify(text)}`}`,
    `Give one, ${exampleOf(verb)}`,
  ];
}

function unknownOption(text: string, verb: Verb): [string, string] {
  return [`unknown option '${text}'`, `Write it ${exampleOf(verb)}`];
}

/** A group of commands about one kind of thing. */
export function addGroup(
  program: Command,
  io: Io,
  name: string,
  summary: string,
  verbs: readonly Verb[],
): void {
  const group = program.command(name).description(summary);
  for (const verb of verbs) addVerb(group, io, verb);
  addExamples(
    group,
    verbs.flatMap(({ examples }) => examples.slice(0, 1)),
  );
}

function addExamples(command: Command, examples: readonly string[]): void {
  const lines = examples.map((example) => `  crossconnect operator ${example}`);
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

async function cliOf(io: Io, command: Command): Promise<Cli> {
  const { endpoint, json = false } = command.optsWithGlobals<{ endpoint?: string; json?: boolean }>();
  const print = (text: string) => void io.out.write(`${text}\n`);
  const asJson = (value: unknown) => print(JSON.stringify(value, undefined, 2));
  return {
    ...(await clientOf(io, endpoint, namesOf(command))),
    io,
    json,
    show: (item) => (json ? asJson(item) : print(sheetOf(item))),
    list: (items, columns) => {
      if (json) asJson(items);
      else print(items.length === 0 ? 'None.' : tableOf(items, columns));
    },
  };
}
