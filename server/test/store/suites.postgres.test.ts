import { describe } from 'vitest';
import { commits, races } from './commits.testing.ts';
import { manySessions } from './many-sessions.testing.ts';
import { port } from './port.testing.ts';
import { changes, pages } from './rows.testing.ts';
import { timers } from './timers.testing.ts';
import { unmetDeadlines } from './unmet.testing.ts';
import { whole } from './whole.testing.ts';

describe('PostgreSQL', () => {
  commits('postgres');
  races('postgres');
  changes('postgres');
  pages('postgres');
  timers('postgres');
  unmetDeadlines('postgres');
  manySessions('postgres');
  port('postgres');
  whole('postgres');
});
