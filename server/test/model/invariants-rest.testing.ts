import { failing, type Invariant } from './invariant.testing.ts';

interface Due {
  readonly dueAt: number | null;
}

export const REST_INVARIANTS: readonly Invariant[] = [
  {
    name: 'nothing is overdue, and no edge is left to be looked at',
    broken: ({ rows, now }) => [
      ...Object.entries(rows).flatMap(([name, all]) =>
        failing(
          (all as readonly object[]).filter((row): row is Due & object => 'dueAt' in row),
          ({ dueAt }) => dueAt === null || dueAt > now,
          (row) => `${name}: ${JSON.stringify(row).slice(0, 160)}`,
        ),
      ),
      ...failing(
        rows.devices,
        ({ dirtySince }) => dirtySince === null,
        ({ id }) => `${id} is marked`,
      ),
    ],
  },
];
