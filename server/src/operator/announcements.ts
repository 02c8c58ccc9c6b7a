import type { Announced } from '../work/sessions.ts';
import { canonicalCidr } from './cidr.ts';
import { type FieldProblem, invalid } from './problem.ts';
import { type Infer, integer, list, object, optional, text } from './schema.ts';

/** A router that announces more has other troubles. */
const ANNOUNCEMENTS_MAX = 5_000;
const ASN_MAX = 4_294_967_295;
/** Problems that one answer names at most. */
const PROBLEMS_MAX = 5;

export const cidr = text({ maxLength: 64, examples: ['10.20.0.0/16', '2001:db8:20::/48'] });

/** What a customer's router is told to announce. */
export const announcementSchema = object({
  cidr,
  asPath: optional(
    list(integer({ minimum: 1, maximum: ASN_MAX }), {
      maxItems: 64,
      description: "The AS path; the router's own ASN is put in front where it is not there.",
    }),
  ),
  med: optional(integer({ minimum: 0, maximum: ASN_MAX })),
  communities: optional(
    list(text({ pattern: '^\\d{1,5}:\\d{1,5}$', 'x-allowed': 'two numbers, such as 7224:7300' }), {
      maxItems: 64,
    }),
  ),
});

export const announcementsBody = object({
  announcements: list(announcementSchema, { minItems: 0, maxItems: ANNOUNCEMENTS_MAX }),
});

/**
 * Announcements as they are stored: each prefix once, in canonical form; of two with one prefix the later counts.
 *
 * @throws Problem that names each that is no network
 */
export function announcementsOf(
  wanted: readonly Infer<typeof announcementSchema>[],
  member = 'announcements',
): readonly Announced[] {
  const networks = cidrsOf(
    wanted.map((one) => one.cidr),
    (index) => `body.${member}.${index}.cidr`,
  );
  const problems = wanted.flatMap(({ communities = [] }, index) =>
    communities.some((one) => one.split(':').some((part) => Number(part) > 65_535))
      ? [
          {
            field: `body.${member}.${index}.communities`,
            detail: 'has a number that is too large',
            allowed: 'two numbers of 0 to 65535, such as 7224:7300',
          },
        ]
      : [],
  );
  if (problems.length > 0) throw invalid(problems.slice(0, PROBLEMS_MAX));
  const routes = wanted.map(({ asPath = [], med = null, communities = [] }, index) => ({
    cidr: networks[index] ?? '',
    asPath,
    med,
    communities,
  }));
  return [...new Map(routes.map((one) => [one.cidr, one])).values()];
}

/** Prefixes in canonical form. @throws Problem that names each that is none */
export function cidrsOf(texts: readonly string[], fieldOf: (index: number) => string): readonly string[] {
  const networks = texts.map(canonicalCidr);
  const problems: FieldProblem[] = networks.flatMap((one, index) =>
    one === undefined
      ? [
          {
            field: fieldOf(index),
            detail: `${JSON.stringify(texts[index])} is no network`,
            allowed: 'an IPv4 or IPv6 network without bits behind its length, such as 10.20.0.0/16',
          },
        ]
      : [],
  );
  if (problems.length > 0) throw invalid(problems.slice(0, PROBLEMS_MAX));
  return networks.map((one) => one ?? '');
}

/** So many prefixes of a family: what a router with a broken filter announces. */
export function madeUp(family: 'ipv4' | 'ipv6', count: number): readonly Announced[] {
  return Array.from({ length: count }, (_, index) => ({
    cidr:
      family === 'ipv4'
        ? `100.${64 + (index >>> 12)}.${(index >>> 4) & 0xff}.${(index & 0xf) * 16}/28`
        : `fd00:0:0:${(index + 1).toString(16)}::/64`,
    asPath: [],
    med: null,
    communities: [],
  }));
}
