import { expect, test } from 'vitest';
import { withSettings } from './settings.ts';

const page = withSettings(
  [
    '<!-- settings:begin -->',
    '<!-- settings:end -->',
    '<!-- settings-in-full:begin -->',
    'what was here',
    '<!-- settings-in-full:end -->',
  ].join('\n'),
);
const [short = '', full = ''] = page.split('<!-- settings-in-full:begin -->');

test('the short table: how it is written, its default, what it sets', () => {
  expect(short).toContain('| `--port N` | 4590 | Port to listen on. |');
  expect(short).toContain('| `--behind-proxy` | off | ');
  expect(short).toMatch(
    /\| `--lifecycle instant\\\|fast\\\|realistic\\\|manual` \| fast; in production manual \|/,
  );
});

test('the full table: every way to give it, what is allowed, its default', () => {
  expect(full).toContain(
    '| `--log-level` | `CROSSCONNECT_LOG_LEVEL` | `logLevel` | debug, info, warn, error, silent | info |',
  );
  expect(full).not.toContain('what was here');
});

test('no cell breaks its row', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  const cells = (row: string) => row.replaceAll('\\|', '').split('|').length;
  for (const row of rows) expect([5, 7]).toContain(cells(row));
});

test('a text without markers stays as it is', () => {
  expect(withSettings('words\n')).toBe('words\n');
});
