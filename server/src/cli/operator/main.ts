import { type Command, CommanderError } from 'commander';
import { CommandFailed, type Io } from './io.ts';
import { operatorProgram } from './program.ts';

/** Exit code of a command that was asked wrongly. */
const USAGE = 2;

/**
 * The command `operator`: does what the arguments say, and tells a failure in two lines.
 *
 * @param args what follows `crossconnect operator`
 * @returns the exit code
 */
export async function runOperator(args: readonly string[], io: Io): Promise<number> {
  const program = operatorProgram(io);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return failed(error, commandNamed(program, args), io);
  }
}

function failed(error: unknown, asked: string, io: Io): number {
  if (error instanceof CommanderError) return misused(error, asked, io);
  if (error instanceof CommandFailed) {
    io.err.write(`crossconnect: ${error.message}\n${error.next === undefined ? '' : `${error.next}\n`}`);
    return error.exitCode;
  }
  if (io.signal.aborted) return 0;
  throw error;
}

/** Help is no failure, though commander ends a run with it. */
function misused({ code, message, exitCode }: CommanderError, asked: string, io: Io): number {
  if (exitCode === 0) return 0;
  const wrong = code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '');
  io.err.write(`crossconnect: ${wrong.replaceAll('\n', ' ')}\n${asked} --help shows how\n`);
  return USAGE;
}

/** The command that the arguments name, as far as there is one: what else they hold are no names. */
function commandNamed(program: Command, args: readonly string[]): string {
  const names = ['crossconnect operator'];
  let at = program;
  for (const arg of args) {
    const next = at.commands.find((command) => command.name() === arg);
    if (next === undefined) continue;
    names.push(arg);
    at = next;
  }
  return names.join(' ');
}

/** The same from the command line of this process. */
export async function operator(args: readonly string[]): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  // Whoever reads along may have had enough: `… | head`.
  process.stdout.on('error', () => process.exit(0));
  const { stdout: out, stderr: err, env } = process;
  process.exitCode = await runOperator(args, { out, err, env, fetch, signal: interrupted.signal });
}
