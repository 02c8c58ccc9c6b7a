import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { durationsOf } from '../../server/src/domain/profile.ts';
import { LIFECYCLES } from './lifecycle-words.ts';
import { lifecyclesPage } from './lifecycles.ts';

const page = lifecyclesPage();
const DOMAIN = join(import.meta.dirname, '../../server/src/domain');

test('every lifecycle of the domain is on the page', () => {
  const written = globSync('*/lifecycle.ts', { cwd: DOMAIN })
    .flatMap((file) => [...readFileSync(join(DOMAIN, file), 'utf8').matchAll(/resource: '([^']+)'/g)])
    .map(([, resource = '']) => resource);
  const shown = LIFECYCLES.map(({ lifecycle }) => lifecycle.resource);
  expect(shown.toSorted()).toEqual(written.toSorted());
});

describe.for(LIFECYCLES)('$title', ({ lifecycle, title, on }) => {
  const [, section = ''] = page.split(`## ${title}\n`);

  test('draws every state, and every arrow once', () => {
    const [, diagram = ''] = /```mermaid\n([^]*?)```/.exec(section) ?? [];
    const arrows = [...diagram.matchAll(/^ {4}(\S+) --> (\S+?)(?::|$)/gm)].map(
      ([, from, to]) => `${from} ${to}`,
    );
    const drawn = new Set(arrows.flatMap((arrow) => arrow.split(' ')));
    expect(Object.keys(lifecycle.states).filter((state) => !drawn.has(state))).toEqual([]);
    expect(arrows).toHaveLength(new Set(arrows).size);
  });

  test('has words for every event', () => {
    const events = Object.values(lifecycle.states).flatMap((rule) => Object.keys(rule?.on ?? {}));
    expect([...new Set(events)].filter((event) => on[event] === undefined)).toEqual([]);
    expect(Object.keys(on).filter((event) => !events.includes(event))).toEqual([]);
  });
});

describe('the words of the tables reach the page', () => {
  test.each([
    ['an event and a deadline that share an arrow', '    requested --> pending: approve / after review'],
    ['the end of a row', '    deleted --> [*]: after retention'],
    ['a state that the wire spells otherwise', '    state "rekeying (pending on the wire)" as rekeying'],
    ['an event that a deadline raises alone', '    pending --> pending: after provisioning, provisioned'],
    ['a cause with several places', '| `linkUp` | pending, down → available | the port has link and light'],
    ['a cause with several outcomes', '| `delete` | requested, asked → deleted; pending, available, down'],
    ['what follows from a raised event', '→ `provisionedUp` or `provisionedDown` | time |'],
  ])('%s', (_, text) => {
    expect(page).toContain(text);
  });

  test('timers by profile, in units that people use', () => {
    expect(durationsOf('realistic').patching).toBe(48 * 3_600_000);
    expect(page).toContain('| `patching` | at once | 0.5 s | 2 d | until the operator acts | ');
    expect(page).toContain('| `retention` | 24 h | 24 h | 24 h | 24 h | ');
    expect(page).toContain('| `keying` | at once | 1 s | 1 min | 1 s | ');
  });
});
