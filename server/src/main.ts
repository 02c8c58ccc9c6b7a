import { StartRefused } from './cli/refusal.ts';

/** The commands, each loaded when it is asked for: none waits for another's libraries. */
async function run(args: readonly string[]): Promise<void> {
  const [command = '', ...rest] = args;
  if (command === 'serve' || command === '' || command.startsWith('-')) {
    const { serve } = await import('./compose/serve.ts');
    return serve(command === 'serve' ? rest : args);
  }
  if (command === 'operator') {
    const { operator } = await import('./cli/operator/main.ts');
    return operator(rest);
  }
  throw new StartRefused(
    `unknown command ${JSON.stringify(command)}; there are: serve (the default), operator`,
  );
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  // Only what a person can mend is a line; anything else is a bug and shows its stack.
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`crossconnect: ${error.message}\n`);
  process.exitCode = 1;
}
