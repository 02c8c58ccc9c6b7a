import { expect, test } from 'vitest';
import { helpText } from './help.ts';
import { environmentNameOf, flagOf, SETTINGS } from './settings/table.ts';

/** The paragraph of one setting, as one line. */
function paragraphOf(name: string): string {
  const [, text = ''] = helpText().split(new RegExp(`^  --${flagOf(name)}\\b`, 'm'));
  return text.split('\n\n')[0]?.replaceAll(/\s+/g, ' ') ?? '';
}

test.for(Object.entries(SETTINGS))(
  '%s: flag, environment name, what it does, its default',
  ([name, { help }]) => {
    const paragraph = paragraphOf(name);
    expect(paragraph).toContain(` ${environmentNameOf(name)} `);
    expect(paragraph).toContain(help);
    expect(paragraph).toMatch(/ Default: \S.*\.$/);
  },
);

test('values that are allowed, and defaults that differ by profile', () => {
  expect(paragraphOf('port')).toBe(
    ' N CROSSCONNECT_PORT Port to listen on. Allowed: 0 to 65535, where 0 takes a free port. Default: 4590.',
  );
  expect(paragraphOf('lifecycle')).toMatch(
    /^ instant\|fast\|realistic\|manual CROSSCONNECT_LIFECYCLE .* Default: fast; in production manual\.$/,
  );
  expect(paragraphOf('quotas')).toMatch(/^ on\|off .*Default: on\.$/);
});

test('no line is wider than a terminal', () => {
  for (const line of helpText().split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
