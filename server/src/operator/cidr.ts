import { formatPrefix, parsePrefix } from '../domain/addressing/prefix.ts';

/** A network in canonical form (RFC 5952 for IPv6); undefined when the text is none, or has bits behind its length. */
export function canonicalCidr(text: string): string | undefined {
  const prefix = parsePrefix(text);
  return prefix === undefined ? undefined : formatPrefix(prefix);
}
