import { clientPrograms } from './python.testing.ts';

/** Without its clients the suite ends with one line that says what to install, before a test has begun. */
export function setup(): void {
  clientPrograms();
}
