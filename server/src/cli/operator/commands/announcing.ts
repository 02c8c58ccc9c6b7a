import { readFileSync } from 'node:fs';
import type { Given } from '../command.ts';
import { CommandFailed } from '../io.ts';
import { listOf, numberOf, present, textOf, words } from './arguments.ts';
import { onFile } from './files.ts';

/** Flags of what a customer's router announces: they hold for all prefixes that are named. */
export const ANNOUNCING = [
  ['--as-path <asns>', "ASNs with commas; the router's own stands in front anyway"],
  ['--med <n>', 'MED'],
  ['--community <communities>', 'with commas, such as 7224:7300'],
  [
    '--file <file>',
    'a JSON list of {cidr, asPath, med, communities}, or a prefix a line; - reads standard input',
  ],
] as const;

/** The announcements that arguments and flags name. @throws CommandFailed for an ASN that is no number */
export function announcementsGiven(
  args: readonly (string | readonly string[])[],
  from: number,
  given: Given,
): readonly object[] {
  const like = present({
    asPath: listOf(given, 'asPath')?.map(asnOf),
    med: numberOf(given, 'med'),
    communities: listOf(given, 'community'),
  });
  const file = textOf(given, 'file');
  const named = [...words(args, from), ...(file === undefined ? [] : prefixesOf(file))];
  return named.map((one) => (typeof one === 'string' ? { cidr: one, ...like } : { ...like, ...one }));
}

function asnOf(text: string): number {
  const asn = Number(text);
  if (Number.isSafeInteger(asn)) return asn;
  throw new CommandFailed(
    `as-path ${JSON.stringify(text)} is no ASN`,
    'Write it as --as-path 65000,65000',
    2,
  );
}

function prefixesOf(file: string): readonly (string | object)[] {
  const text = onFile(file, () => readFileSync(file === '-' ? 0 : file, 'utf8')).trim();
  if (!text.startsWith('[')) return text.split(/\s+/).filter((line) => line !== '');
  try {
    return JSON.parse(text) as (string | object)[];
  } catch {
    throw new CommandFailed(`${file} is no JSON`, 'Give a list of {"cidr": …}, or a prefix a line', 2);
  }
}
