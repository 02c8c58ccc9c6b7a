import { pathOf, PROGRAMS, type Program } from './programs.testing.ts';

/** Without its routers the suite ends with one line that says what to install, before a test has begun. */
export function setup(): void {
  for (const program of Object.keys(PROGRAMS) as Program[]) pathOf(program);
  if (process.getuid?.() !== 0)
    throw new Error('The routers run in network namespaces of their own, which takes root');
}
