/** What the standard announcements follow from. */
export interface Announcer {
  readonly id: string;
  readonly kind: 'private' | 'public' | 'transit';
  /** Public: the approved prefixes. */
  readonly routeFilters: readonly string[];
}

/**
 * What the customer's router behind a virtual interface announces by itself (the simulated world): the approved prefixes of
 * a public one; else one /24 and one /64 that look like a customer's network, made from the id.
 */
export function standardCidrs({ id, kind, routeFilters }: Announcer): readonly string[] {
  if (kind === 'public') return routeFilters;
  const [a, b] = [hash(id, 0x811c9dc5), hash(id, 0x1f83d9ab)];
  // 172.16.0.0/12 and fd00::/8: made-up virtual private clouds are elsewhere. No group of zeros: the text is canonical.
  const group = (value: number) => ((value % 0xffff) + 1).toString(16);
  const first = `fd${(a >>> 24).toString(16).padStart(2, '0')}`;
  return [
    `172.${16 + ((a >>> 8) & 0xf)}.${a & 0xff}.0/24`,
    `${first}:${group(b >>> 16)}:${group(b & 0xffff)}:${group(a & 0xffff)}::/64`,
  ];
}

/** FNV-1a, mixed once more: ids differ in few letters. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
