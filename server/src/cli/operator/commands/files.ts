import { CommandFailed } from '../io.ts';

/** @throws CommandFailed for a file that cannot be read or written */
export function onFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`cannot use ${file}: ${why}`, 'Name a file that this user can read and write');
  }
}
