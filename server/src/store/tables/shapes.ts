import { mbpsOf } from '../../domain/bandwidth.ts';
import { listOf, members, orNull, type Rule, text, whole } from '../columns.ts';

/** What columns of several tables hold. */

/** `[{key, value}]` */
export const TAGS = listOf(members({ key: text, 'value?': text }));

/** A route as a customer's router announces it. */
export const ROUTE = {
  cidr: text,
  asPath: listOf(whole),
  med: orNull(whole),
  communities: listOf(text),
} as const;

/** `[{cidr, since}]` */
export const PREFIX_TIMES = listOf(members({ cidr: text, since: whole }));

export const ENCRYPTION_MODES = ['no_encrypt', 'should_encrypt', 'must_encrypt'] as const;

export const bandwidth: Rule = (value) =>
  mbpsOf(String(value)) === undefined ? 'a bandwidth such as 500Mbps or 10Gbps' : undefined;
